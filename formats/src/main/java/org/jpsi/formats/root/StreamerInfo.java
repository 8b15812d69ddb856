package org.jpsi.formats.root;

import java.util.List;

/// Streamer info (TStreamerInfo): the layout of one version of a class.
///
/// @param checksum by which ROOT distinguishes versions of a class
record StreamerInfo(String name, int version, int checksum, List<StreamerElement> members) {
  /// Streamer element (TStreamerElement): one member of the class.
  ///
  /// @param kind which TStreamerElement it is, without that prefix: `Base`, `BasicType`,
  ///   `BasicPointer`, `Object`, ...
  /// @param type ROOT's type code: see {@link Objects}
  /// @param length number of elements of a fixed array
  /// @param sizes of a fixed array, the outermost first; none where it is not known
  /// @param count name of the member that has the number of elements of a `BasicPointer`
  /// @param version of a base; of the counter's class
  /// @param extra checksum of a base; class of the counter, types of an STL container, as the text
  ///   says
  record StreamerElement(
      String kind,
      String name,
      String title,
      int type,
      int size,
      int length,
      List<Integer> sizes,
      String typeName,
      int version,
      String count,
      String extra) {
    /// An element that is no array.
    StreamerElement(
        String kind,
        String name,
        String title,
        int type,
        int size,
        int length,
        String typeName,
        int version,
        String count,
        String extra) {
      this(kind, name, title, type, size, length, List.of(), typeName, version, count, extra);
    }

    List<String> texts() {
      return List.of(kind, name, title, typeName, count, extra);
    }
  }
}
