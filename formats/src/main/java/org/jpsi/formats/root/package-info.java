/// ROOT files, read and written without ROOT, in layers: `RootFile` (header, keys, directories),
/// `Streamers` (how the file says its classes are laid out), `Objects` (reads them by that),
/// `Tree`, `Branch`, `Basket` (events), and `RootReader` on top; `RootWriter` the other way. Enter
/// at {@link org.jpsi.formats.root.RootFormat}.
///
/// The format: root-project/root, `io/doc/TFile` (file, keys, records), `TBufferFile` (objects),
/// `TBasket::Streamer`.
@NullMarked
package org.jpsi.formats.root;

import org.jspecify.annotations.NullMarked;
