/// RNTuple, ROOT's columnar format: its envelopes (header, footer, page lists), its pages, and the
/// events in them. Start at {@link org.jpsi.formats.rntuple.RNTuple}. Layers of reading: `Anchor`
/// (where envelopes are), `EnvelopeInput`, `Header`, `Footer`, `PageList` (metadata), `PageReader`
/// with `ColumnType` and `PageDecoder` (elements), `FieldTree` and `FieldColumn` (which columns the
/// fields make), `RNTupleSource` (events). The file around it is `formats.root`'s.
///
/// The format: root-project/root, `tree/ntuple/doc/BinaryFormatSpecification.md`, version 1.0.
@NullMarked
package org.jpsi.formats.rntuple;

import org.jspecify.annotations.NullMarked;
