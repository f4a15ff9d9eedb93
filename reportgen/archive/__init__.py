"""The archive: plain files and JSON, laid out as OCFL 1.1, that outlive this program.

One object a network and year, ``urn:reportgen:<network>:<year>`` in the folder
``<network>_<year>``; each version is kept whole and can be checked by anyone's tools.
"""
