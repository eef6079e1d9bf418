//! Parsing: a page becomes a document. It never fails; faults are notes on the document.
