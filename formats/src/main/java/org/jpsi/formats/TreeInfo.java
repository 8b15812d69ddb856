package org.jpsi.formats;

/// Name, type and size of a tree, for listings.
///
/// @param name with its directories, as {@link Tables#open} takes it: `analysis/Events`; for CSV
///   the file's name
/// @param typeName `TTree`, `TNtuple`, `RNTuple`, `CSV`
/// @param title of the tree, often empty
/// @param events number of events; -1 where unknown
/// @param compression `none`, `ZLIB`, `LZMA`, `LZ4`, `ZSTD`, `old ROOT`
/// @param bytes size of the whole file
public record TreeInfo(
    String name, String typeName, String title, long events, String compression, long bytes) {}
