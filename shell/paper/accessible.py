"""The mark of PDF/UA-1 beside that of PDF/A-3a, since WeasyPrint writes one or the other."""

from __future__ import annotations

from typing import Any

#: What stands for the end of the metadata's one description of the file.
END = b"</rdf:RDF>"
#: PDF/A wants every property that it does not know itself to be described.
MARK = b"""<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about="" pdfuaid:part="1"/>
<rdf:Description xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
  xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#" rdf:about="">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file is of</pdfaProperty:description>
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def mark_accessible(_document: Any, pdf: Any) -> None:
    """Called before the file is written: say in its metadata that it is made for screen readers too."""
    number = int(pdf.catalog["Metadata"].split()[0])
    metadata = pdf.objects[number]
    text = b"".join(metadata.stream)
    metadata.stream = [text.replace(END, MARK + END)]
