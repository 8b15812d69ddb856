package org.jpsi.formats.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.io.IoFailure;
import org.jspecify.annotations.Nullable;

/// Rows of a CSV file, one after the other, header first.
final class CsvRows implements AutoCloseable {
  private static final int MAX_HEADER = 1 << 20;

  private final String where;
  private final CsvReader<CsvRecord> reader;
  private final de.siegmar.fastcsv.reader.CloseableIterator<CsvRecord> rows;

  CsvRows(Path file) {
    this.where = file.toString();
    try {
      char separator = separator(file);
      InputStream in = new BufferedInputStream(Files.newInputStream(file));
      skipMark(in);
      reader =
          CsvReader.builder()
              .fieldSeparator(separator)
              // otherwise one cell would hold all that follows
              .allowUnclosedQuote(false)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .ofCsvRecord(
                  new InputStreamReader(
                      in,
                      StandardCharsets.UTF_8
                          .newDecoder()
                          .onMalformedInput(CodingErrorAction.REPORT)
                          .onUnmappableCharacter(CodingErrorAction.REPORT)));
      rows = reader.iterator();
    } catch (IOException e) {
      throw wrong(e);
    }
  }

  /// The cells of the next row; null after the last.
  ///
  /// @param columns how many there must be; 0 for any number
  @Nullable List<String> next(int columns) {
    try {
      if (!rows.hasNext()) {
        return null;
      }
      CsvRecord row = rows.next();
      if (columns > 0 && row.getFieldCount() != columns) {
        throw InputException.at(new Place.Named(where), new Place.Line(row.getStartingLineNumber()))
            .expected(columns + " values, as the header has")
            .found(Integer.toString(row.getFieldCount()))
            .remedy("correct that line; a text with a separator in it needs quotes")
            .exception();
      }
      return row.getFields();
    } catch (CsvParseException e) {
      IOException cause = e.getCause() instanceof IOException io ? io : null;
      throw cause != null ? wrong(cause) : malformed(e);
    } catch (UncheckedIOException e) {
      throw wrong(Objects.requireNonNull(e.getCause()));
    }
  }

  private InputException malformed(CsvParseException e) {
    return InputException.at(where)
        .says("is not a CSV file: " + ProblemText.messageOf(e))
        .cause(e)
        .exception();
  }

  private InputException wrong(IOException e) {
    return e instanceof CharacterCodingException
        ? InputException.at(where)
            .expected("UTF-8")
            .found("other bytes")
            .remedy("convert it")
            .cause(e)
            .exception()
        : IoFailure.reading(where, e);
  }

  /// Skips the byte order mark with which some programs begin UTF-8.
  private static void skipMark(InputStream in) throws IOException {
    in.mark(3);
    if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
      in.reset();
    }
  }

  /// The separator: the most frequent of comma, semicolon and tab in the header, outside quotes;
  /// comma where there is none.
  private static char separator(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      int[] counts = new int[128];
      boolean quoted = false;
      for (int i = 0, c = in.read(); i < MAX_HEADER && c >= 0; i++, c = in.read()) {
        if (c == '"') {
          quoted = !quoted;
        } else if (!quoted && (c == '\n' || c == '\r')) {
          break;
        } else if (!quoted && c < 128) {
          counts[c]++;
        }
      }
      char best = ',';
      for (char c : new char[] {';', '\t'}) {
        best = counts[c] > counts[best] ? c : best;
      }
      return best;
    }
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw wrong(e);
    }
  }
}
