/** The half of the reader that usually runs in a thread of its own; the package has no types for it. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
