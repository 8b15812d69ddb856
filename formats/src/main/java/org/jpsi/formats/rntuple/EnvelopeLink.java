package org.jpsi.formats.rntuple;

/// Envelope link: where an envelope is.
///
/// @param length of the envelope, uncompressed
record EnvelopeLink(long length, Locator locator) {
  static EnvelopeLink read(EnvelopeInput b) {
    return new EnvelopeLink(b.i64(), Locator.read(b));
  }
}
