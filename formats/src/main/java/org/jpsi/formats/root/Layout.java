package org.jpsi.formats.root;

import java.util.List;

/// How one version of a class is laid out (TStreamerInfo).
///
/// @param checksum by which ROOT tells versions of a class apart
record Layout(String name, int version, int checksum, List<LayoutMember> members) {
  /// One member (TStreamerElement).
  ///
  /// @param kind which TStreamerElement it is, without that prefix: `Base`, `BasicType`,
  ///   `BasicPointer`, `Object`, ...
  /// @param type ROOT's number of the type: see {@link Objects}
  /// @param length elements of a fixed array
  /// @param count name of the member that counts a `BasicPointer`'s elements
  /// @param version of a base; of the counter's class
  /// @param extra checksum of a base; class of the counter, types of an STL container, as the text
  ///   says
  record LayoutMember(
      String kind,
      String name,
      String title,
      int type,
      int size,
      int length,
      String typeName,
      int version,
      String count,
      String extra) {}
}
