"""A file → pages of placed lines, tables, boxes and notes.

PDF: `pdf.py` takes letters and rules off a sheet (`glyphs.Sheet`), `layout.page_of` turns the sheet into a page:
`tables.py` takes the ruled cells out, `vertical.py` joins upright letters, `runs.py` and `lines.py` make lines of
letters, `columns.py` puts all of it in reading order, `notes.py` takes footnotes off. What only the whole document
can tell (running heads, page numbers, notes that go on over a page end) is `zones.strip`.

`quality.py` counts what could not be read; where that is too much, `readings.py` chooses between the file's letters,
those that pdfium sees (`pdfium.py`) and those read off the picture of the page: `scan.py` asks the recogniser,
`ink.py` and `stretches.py` measure where letters and rules stand, `misread.py` puts right what is easily misread.

Text and Markdown: `plaintext.py`. `reader.py` chooses between them.

A heading bar (a label beside a title, both on coloured ground) stays a table: one row, two cells, one line each;
stages that look for headings know it by that.
"""
