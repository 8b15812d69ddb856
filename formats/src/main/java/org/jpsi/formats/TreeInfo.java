package org.jpsi.formats;

/// Name, type and size of a tree, for listings.
///
/// @param name with its directories, as {@link Tables#open} takes it: `analysis/Events`; for CSV
///   and Parquet the file's name
/// @param typeName `TTree`, `TNtuple`, `RNTuple`, `CSV`, `Parquet`
/// @param title of the tree, often empty
/// @param events number of events; -1 where unknown
/// @param compression `none`, `ZLIB`, `LZMA`, `LZ4`, `ZSTD`, `Snappy`, `old ROOT`
/// @param bytes size of the whole file
/// @param reason why it cannot be opened; empty where it can
public record TreeInfo(
    String name,
    String typeName,
    String title,
    long events,
    String compression,
    long bytes,
    String reason) {
  /// A tree that can be opened.
  public TreeInfo(
      String name, String typeName, String title, long events, String compression, long bytes) {
    this(name, typeName, title, events, compression, bytes, "");
  }

  /// A tree that cannot be opened, of which no more is known.
  public static TreeInfo unreadable(String name, String typeName, long bytes, String reason) {
    return new TreeInfo(name, typeName, "", -1, "", bytes, reason);
  }
}
