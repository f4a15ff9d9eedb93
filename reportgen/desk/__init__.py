"""The use cases of `app` on a page in the browser, on this machine only; no data of its own."""
