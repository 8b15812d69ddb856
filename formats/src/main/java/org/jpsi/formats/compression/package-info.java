/// Compression algorithms of ROOT files, without native code: zlib is the JDK's, the decoders of
/// ZSTD, LZ4 and LZMA and the encoder of LZ4 are our own; streams of LZMA in forms that ROOT does
/// not write are a library's. Start at {@link org.jpsi.formats.compression.RootCompression}.
@NullMarked
package org.jpsi.formats.compression;

import org.jspecify.annotations.NullMarked;
