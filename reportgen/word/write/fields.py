"""How a field of Word's is written: its code, and the result it has until it is reckoned anew."""

from __future__ import annotations

from reportgen.opc.xml import escape


def write_field_begin(code: str, properties: str = "") -> str:
    """Write how a field begins, up to its result; `properties` are those of its runs."""
    written = f'<w:instrText xml:space="preserve">{escape(code)}</w:instrText>'
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r><w:r>{properties}{written}</w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
    )


def write_field_end(properties: str = "") -> str:
    """Write how a field ends, after its result."""
    return f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
