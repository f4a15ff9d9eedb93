"""PDF files: made by LibreOffice, and tagged for everyone who reads them."""
