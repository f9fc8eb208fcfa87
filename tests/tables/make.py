"""Makes the tables in this folder anew: see README.md."""

import datetime
import subprocess
import sys

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook
from openpyxl.styles import Font

W = nsdecls("w")


def four_columns():
    """An EU four-column document: invented text, the form as the Council publishes it."""
    document = docx.Document()
    document.add_paragraph("Proposal for a Regulation on cross-border water data")
    document.add_heading("Four-column table, state of play 12 March 2026", 2)
    table = document.add_table(rows=0, cols=5, style="Table Grid")

    def row(*texts):
        cells = table.add_row().cells
        for cell, text in zip(cells, texts):
            first, *more = text.split("\n")
            cell.paragraphs[0].text = first
            for line in more:
                cell.add_paragraph(line)
        return cells

    row("", "Commission Proposal", "EP Mandate", "Council Mandate", "Draft Agreement")
    cells = row("CHAPTER I – GENERAL PROVISIONS", "", "", "", "")
    cells[0].merge(cells[4])
    row(
        "1",
        "This Regulation lays down rules on the exchange of data on transboundary rivers.",
        "This Regulation lays down rules on the exchange of data on transboundary rivers and lakes.",
        "This Regulation lays down rules on the exchange of data on transboundary rivers.",
        "This Regulation lays down rules on the exchange of data on transboundary rivers and lakes.",
    )
    row(
        "2",
        "Member States shall report once a year.",
        "Member States shall report twice a year.\nReports shall be public.",
        "Same as Commission proposal",
        "",
    )
    cells = row("CHAPTER II – DATA", "", "", "", "")
    cells[0].merge(cells[4])
    row("3", "Data shall be kept for ten years.", "Data shall be kept for ten years.", "Data shall be kept for ten years.", "Data shall be kept for ten years.")
    cells = row("4", "The Commission may adopt delegated acts.", "deleted", "–", "n/a")
    # Tracked changes: "implementing" was inserted and "delegated" deleted.
    paragraph = cells[1].paragraphs[0]._p
    for run in list(paragraph):
        if run.tag.endswith("}r"):
            paragraph.remove(run)
    for xml in [
        f"<w:r {W}><w:t xml:space='preserve'>The Commission may adopt </w:t></w:r>",
        f"<w:del {W} w:id='1' w:author='x'><w:r><w:delText>delegated</w:delText></w:r></w:del>",
        f"<w:ins {W} w:id='2' w:author='x'><w:r><w:t>implementing</w:t></w:r></w:ins>",
        f"<w:r {W}><w:t xml:space='preserve'> acts.</w:t></w:r>",
    ]:
        paragraph.append(parse_xml(xml))
    # A row that was deleted with tracked changes on.
    gone = table.add_row()
    gone.cells[1].text = "This row was deleted."
    gone._tr.get_or_add_trPr().append(parse_xml(f"<w:del {W} w:id='3' w:author='x'/>"))
    # A cell over two rows, and one over two columns.
    cells = row("5", "Fees shall not be charged.", "", "Fees may be charged.", "")
    below = row("", "Article 5 shall apply from 2027.", "", "", "")
    cells[0].merge(below[0])
    cells[1].merge(cells[2])
    document.add_paragraph("End of the table.")
    document.save("four-columns.docx")


def demands():
    """Two parties, what each wants and offers, as a sheet with a title, two rows of headings and rows for the axes."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Positions"
    sheet["A1"] = "Positions as of January 2026"
    sheet.append([])
    sheet.append(["No", "Issue", "Syria", None, "Israel", None, "Status", "Source", "Updated"])
    sheet.append([None, None, "Demands", "Offers", "Demands", "Red lines", None, None, None])
    for cells in ["C3:D3", "E3:F3", "A3:A4", "B3:B4", "G3:G4", "H3:H4", "I3:I4"]:
        sheet.merge_cells(cells)

    def heading(text):
        sheet.append([text])
        sheet.merge_cells(start_row=sheet.max_row, start_column=1, end_row=sheet.max_row, end_column=9)

    day = datetime.date(2026, 1, 6)
    heading("I. TERRITORIAL ISSUES")
    sheet.append(["T1", "Withdrawal from land taken since December 2024", "Full withdrawal to the lines of 8 December 2024", "A phased timetable", "Stay on Mount Hermon", "No return to the lines before December 2024", "Contested", "Reuters, 6 January 2026", day])
    sheet.append(["T2", "Status of the 1974 agreement", "Return to the agreement of 1974", "–", "n/a", "empty", "under discussion", "Axios; SANA, 2026-01-06", day])
    heading("II. SECURITY ISSUES")
    sheet.append(["S1", "Deconfliction", "A hotline", "A joint cell", "A hotline", None, "agreed", "Joint statement, 6 January 2026", day])
    sheet.append(["S2", "Depth of the buffer zone in km", '=CONCATENATE("At most ",5," km")', None, 25, "=1/0", "nearly there?", None, datetime.datetime(2026, 1, 6, 14, 30)])
    sheet["C10"].font = Font(bold=True)
    other = book.create_sheet("Empty")
    other.sheet_state = "hidden"
    figures = book.create_sheet("Figures")
    figures.append(["Item", "Value"])
    figures.append(["Share", 0.1 + 0.2])
    figures.append(["Whole", 3.0])
    figures.append(["=WITHDRAWAL", True])
    book.save("demands.xlsx")


def matrix():
    """Parties as rows, issues as columns."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Matrix"
    sheet.append(["Party", "Withdrawal", "Security guarantees", "Reconstruction"])
    sheet.append(["Syria", "Full withdrawal", "International guarantees", "Sanctions lifted first"])
    sheet.append(["Israel", "Partial withdrawal", "Freedom of action", "none"])
    sheet.append(["United States", "A phased plan", "A joint cell", "An economic zone"])
    book.save("matrix.xlsx")


def convert(source, to, extra=()):
    subprocess.run(["soffice", "-env:UserInstallation=file:///tmp/lo-tables", "--headless", "--convert-to", to, *extra, source], check=True, stdout=subprocess.DEVNULL)


def locked():
    import msoffcrypto
    from msoffcrypto.format.ooxml import OOXMLFile

    with open("matrix.xlsx", "rb") as plain, open("locked.xlsx", "wb") as out:
        OOXMLFile(plain).encrypt("secret", out)


def text_tables():
    arabic = "الموضوع;موقف سوريا;موقف إسرائيل;الحالة\nالانسحاب;انسحاب كامل إلى خطوط الثامن من ديسمبر;بعد الاتفاق فقط;محل خلاف\nالحدود;العودة إلى اتفاق عام 1974;لا يوجد;قيد النقاش\n"
    with open("arabic-1256.csv", "wb") as out:
        out.write(arabic.encode("cp1256"))


four_columns()
demands()
matrix()
# Formulas get their values only where a program works them out.
convert("demands.xlsx", "ods")
convert("demands.ods", "xlsx:Calc MS Excel 2007 XML")
convert("demands.ods", "xls:MS Excel 97")
convert("matrix.xlsx", "ods")
convert("matrix.ods", "html:HTML (StarCalc)")
locked()
text_tables()
sys.exit(0)
