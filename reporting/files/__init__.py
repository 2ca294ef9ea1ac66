"""A report as a file: PDF, Word, Excel. Each is written from the same `Paper`, which says what the page says."""
