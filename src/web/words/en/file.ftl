## Typing in, out of a file

file-title = Out of a file
file-back = a line at a time
file-lead = A list (CSV or Excel), or the page of ads (PDF or text). It is looked at first and confirmed then: until that nothing is recorded.
file-file = File
file-help = Up to 5 MB. Of the file only what you confirm is kept.
file-text = Or paste the text of the page here
file-municipality-help = For the numbers of a page. In lists each line says it.
file-look = See what is in it
file-columns-title = What a list looks like
file-columns = The first line names the columns, in any order; the number alone is needed. With commas or semicolons.
file-sample = number;municipality;gender;nationality;age;venue;week
    300 1234567;Modena;F;BR;28;flat;2026-W46
    300 1234568;036023;T;america-latina;25-34;hotel;
file-done = { $rows ->
    [one] One line recorded:
   *[other] { $rows } lines recorded:
  } { $new } new, { $seen } seen before, { $refused } not kept.
file-good = { $lines ->
    [0] No line to record
    [one] One line to record
   *[other] { $lines } lines to record
  }
file-bad = { $lines ->
    [one] One line to mend
   *[other] { $lines } lines to mend
  }
file-more = … and { $lines } more.
file-fault-none = Choose a file, or paste a text.
file-fault-header = The first line names no column “number”. Write a first line as in the sample.
file-fault-column = The first line names a column “{ $name }”, which is not known. See the sample.
file-fault-twice = The first line names the column “{ $name }” twice: leave one of them.
file-fault-workbook = This Excel file does not open. Save it again as .xlsx, without a password, or as CSV.
file-fault-pdf = This PDF cannot be read: it is broken, locked, or too involved. Copy the text of the page and paste it below.
file-fault-large = It is too large: 2000 lines at most. Split it, or ask whoever runs the system to import it.
file-fault-unreadable = The file cannot be read to its end. Save it again and try once more.
file-fault-slip = This list is of another session, or more than an hour has passed. Bring the file again: nothing was recorded.
review-title = Check before it is recorded
review-other = another file
review-lead = Nothing is recorded yet. If you close this page, nothing is left of the list.
review-line = Line
review-mend = What to mend
review-none = There is no number on this page.
review-found = { $numbers ->
    [one] One number found. Mark it if it is of an ad:
   *[other] { $numbers } numbers found. Mark those of ads:
  }
review-record = Record
