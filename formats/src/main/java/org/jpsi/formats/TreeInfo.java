package org.jpsi.formats;

/// One table of events in a file, as a list of contents shows it.
///
/// @param name with its directories, as {@link Tables#open} takes it: `analysis/Events`; for CSV
///   the file's name
/// @param kind what it is: `TTree`, `TNtuple`, `RNTuple`, `CSV`
/// @param title as the file tells it, often empty
/// @param events number of events; -1 where it cannot be told
/// @param compression `none`, `ZLIB`, `LZMA`, `LZ4`, `ZSTD`, `old ROOT`
/// @param bytes size of the whole file
public record TreeInfo(
    String name, String kind, String title, long events, String compression, long bytes) {}
