/// The five compressions of ROOT files, and the old one, without native code: zlib is the JDK's,
/// LZMA and LZ4 are libraries', ZSTD is ours. Enter at {@link org.jpsi.formats.compression.Block}.
@NullMarked
package org.jpsi.formats.compression;

import org.jspecify.annotations.NullMarked;
