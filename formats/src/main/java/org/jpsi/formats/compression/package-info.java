/// Compression algorithms of ROOT files, without native code: zlib is the JDK's, LZMA and LZ4 are
/// libraries', the ZSTD decoder is our own. Start at {@link
/// org.jpsi.formats.compression.RootCompression}.
@NullMarked
package org.jpsi.formats.compression;

import org.jspecify.annotations.NullMarked;
