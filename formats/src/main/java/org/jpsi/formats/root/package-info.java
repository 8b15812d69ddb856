/// ROOT files, read and written without ROOT. Start at {@link org.jpsi.formats.root.RootFormat}.
/// Layers of reading: `RootFile` (header, keys, directories), `StreamerInfoList` (layouts of
/// classes), `ObjectReader` (objects), `RootTree`, `Branch`, `Basket` (events), `BranchLayout` with
/// `ClassLayouts` (what an entry is, as an `ItemLayout`), `ItemReader` (its values as columns),
/// `RootSource`; of writing: `RootWriter`, `BranchWriter`, `RootFileOutput`.
///
/// The format: root-project/root, `io/doc/TFile` (file, keys, records), `TBufferFile` (objects),
/// `TBasket::Streamer`.
@NullMarked
package org.jpsi.formats.root;

import org.jspecify.annotations.NullMarked;
