package org.jpsi.formats.rntuple;

/// Header envelope: the name of the RNTuple and its schema.
///
/// @param description the title
/// @param writer the library that wrote it, as `ROOT v6.40.00`
/// @param checksum of the envelope, which the other envelopes repeat
record Header(String name, String description, String writer, Schema schema, long checksum) {
  static Header read(EnvelopeInput b) {
    b.featureFlags();
    return new Header(b.string(), b.string(), b.string(), Schema.read(b), b.checksum());
  }
}
