"""What the cells of a document mean: pure logic, found by headings and by what the cells hold."""
