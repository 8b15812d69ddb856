package org.jpsi.formats.csv;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Problem;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.io.Budget;
import org.jpsi.core.io.IoFailure;

/// Text of a CSV file: UTF-8, with or without a byte order mark, packed by gzip or not.
final class CsvText {
  private static final int BUFFER = 1 << 16;
  // What tables of numbers are packed to is a fifth; of constants, a hundredth.
  private static final long MAX_RATIO = 200;
  private static final long FREE_BYTES = 64L << 20;

  private CsvText() {}

  /// Opens the text of a file.
  ///
  /// @throws IOException where it cannot be read; {@link #wrong} says why
  static Reader open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
    boolean whole = false;
    try {
      if (isGzip(in)) {
        Budget bytes =
            Budget.growing(
                file.toString(), "bytes unpacked", FREE_BYTES, MAX_RATIO, Files.size(file));
        in = new BufferedInputStream(new Unpacked(new GZIPInputStream(in, BUFFER), bytes));
      }
      requireNoUtf16(in, file);
      skipMark(in);
      Reader text =
          new InputStreamReader(
              in,
              StandardCharsets.UTF_8
                  .newDecoder()
                  .onMalformedInput(CodingErrorAction.REPORT)
                  .onUnmappableCharacter(CodingErrorAction.REPORT));
      whole = true;
      return text;
    } finally {
      if (!whole) {
        in.close();
      }
    }
  }

  /// The problem of a file that cannot be read.
  static InputException wrong(String where, IOException e) {
    return switch (e) {
      case CharacterCodingException _ ->
          InputException.at(where)
              .expected("UTF-8")
              .found("other bytes")
              .remedy("convert it, by `iconv -f LATIN1 -t UTF-8` where it is of Windows or older")
              .cause(e)
              .exception();
      case ZipException _, java.io.EOFException _ ->
          InputException.at(where)
              .kind(Problem.Kind.DAMAGED_FILE)
              .says("is damaged, as gzip: " + ProblemText.messageOf(e))
              .remedy("get or write it again")
              .cause(e)
              .exception();
      default -> IoFailure.reading(where, e);
    };
  }

  private static boolean isGzip(InputStream in) throws IOException {
    in.mark(2);
    boolean gzip = in.read() == 0x1F && in.read() == 0x8B;
    in.reset();
    return gzip;
  }

  private static void requireNoUtf16(InputStream in, Path file) throws IOException {
    in.mark(4);
    byte[] head = in.readNBytes(4);
    in.reset();
    boolean little = head.length > 1 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE;
    boolean big = head.length > 1 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF;
    boolean zeros =
        head.length == 4 && (head[0] == 0 && head[2] == 0 || head[1] == 0 && head[3] == 0);
    if (little || big || zeros) {
      throw InputException.at(file.toString())
          .expected("UTF-8")
          .found("UTF-16")
          .remedy("convert it, as by `iconv -f UTF-16 -t UTF-8`, or export it as \"CSV UTF-8\"")
          .exception();
    }
  }

  /// Skips the byte order mark with which some programs begin UTF-8.
  private static void skipMark(InputStream in) throws IOException {
    in.mark(3);
    if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
      in.reset();
    }
  }

  /// Unpacked bytes, which are not many more than packed ones: no bomb.
  private static final class Unpacked extends FilterInputStream {
    private final Budget bytes;

    Unpacked(InputStream in, Budget bytes) {
      super(in);
      this.bytes = bytes;
    }

    @Override
    public int read() throws IOException {
      int next = super.read();
      bytes.spend(next < 0 ? 0 : 1);
      return next;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
      int n = super.read(to, from, length);
      bytes.spend(Math.max(0, n));
      return n;
    }
  }
}
