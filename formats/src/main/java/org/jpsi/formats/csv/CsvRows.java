package org.jpsi.formats.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.FieldModifier;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jpsi.core.errors.ProblemText;
import org.jspecify.annotations.Nullable;

/// Rows of a CSV file, one after the other, without lines of comment and empty ones. Cells without
/// quotes have no blanks at their ends.
final class CsvRows implements AutoCloseable {
  private static final int SHOWN = 40;

  private final String where;
  private final CsvReader<CsvRecord> reader;
  private final CloseableIterator<CsvRecord> rows;
  private long line;
  private long lastComment;
  private long comments;

  CsvRows(Path file, CsvDialect dialect) {
    this.where = file.toString();
    try {
      Reader text = CsvText.open(file);
      reader =
          CsvReader.builder()
              .fieldSeparator(dialect.separator())
              // otherwise one cell would hold all that follows
              .allowUnclosedQuote(false)
              .trimWhitespacesAroundQuotes(dialect.trimsQuotes())
              .commentStrategy(CommentStrategy.READ)
              .commentCharacter(CsvDialect.COMMENT)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .build(
                  CsvRecordHandler.builder().fieldModifier(Stripped.STRIPPED).build(),
                  dialect.separator() == ' ' ? new BlankRuns(text) : text);
      rows = reader.iterator();
    } catch (IOException e) {
      throw CsvText.wrong(where, e);
    }
  }

  /// Strips blanks, but not those in quotes.
  private enum Stripped implements FieldModifier {
    STRIPPED;

    @Override
    public String modify(long line, int field, boolean quoted, String cell) {
      return quoted ? cell : cell.strip();
    }
  }

  /// The cells of the first row that is not blank; null where there is none.
  @Nullable List<String> first() {
    List<String> row = next();
    while (row != null && row.size() == 1 && row.getFirst().isBlank()) {
      row = next();
    }
    return row;
  }

  private @Nullable List<String> next() {
    try {
      while (rows.hasNext()) {
        CsvRecord row = rows.next();
        line = row.getStartingLineNumber();
        if (row.isComment()) {
          comment(row.getField(0));
        } else {
          return row.getFields();
        }
      }
      return null;
    } catch (CsvParseException e) {
      throw malformed(e);
    } catch (UncheckedIOException e) {
      throw CsvText.wrong(where, Objects.requireNonNull(e.getCause()));
    }
  }

  /// The cells of the next row of an event, as many as there are columns; null after the last. More
  /// cells may follow if they are empty, as where lines end in a separator.
  @Nullable List<String> next(List<String> columns) {
    List<String> row = columns.size() > 1 ? first() : next();
    int more = row == null ? 0 : row.size() - columns.size();
    if (row == null || more == 0) {
      return row;
    }
    if (more > 0 && row.stream().skip(columns.size()).allMatch(String::isEmpty)) {
      return row.subList(0, columns.size());
    }
    throw ragged(row, columns);
  }

  private InputException ragged(List<String> row, List<String> columns) {
    int more = row.size() - columns.size();
    String name = more < 0 ? columns.get(row.size()) : "";
    String found =
        more < 0 ? "none for " + name : more == 1 ? "one too many, " : more + " too many, ";
    List<String> extra = row.subList(Math.min(row.size(), columns.size()), row.size());
    String cell = extra.stream().filter(c -> !c.isEmpty()).findFirst().orElse("");
    String shown = cell.length() > SHOWN ? cell.substring(0, SHOWN) + "..." : cell;
    return InputException.at(new Place.Named(where), new Place.Line(line))
        .expected(columns.size() + " values, as the header has")
        .found(row.size() + ", " + found + (more < 0 ? "" : "`" + shown + "`"))
        .remedy(
            "correct that line; a text with a separator in it needs quotes"
                + (more == 1
                    ? ", and where lines begin with the name of a row, the header begins with an"
                        + " empty name"
                    : ""))
        .exception();
  }

  private void comment(String text) {
    // Excel's sign of a missing value in the first column, not a comment
    if (text.startsWith("N/A") || text.startsWith("NA,")) {
      throw InputException.at(new Place.Named(where), new Place.Line(line))
          .expected("an event, or a comment")
          .found("#" + text.substring(0, 3) + ", which may be either")
          .remedy("write NA for a missing value")
          .exception();
    }
    comments++;
    lastComment = line;
  }

  /// The line of the row that was given last, from 1.
  long line() {
    return line;
  }

  /// How many lines of comment there were so far.
  long comments() {
    return comments;
  }

  /// The line of the last comment, from 1.
  long lastComment() {
    return lastComment;
  }

  private InputException malformed(CsvParseException e) {
    if (e.getCause() instanceof InputException wrong) {
      return wrong;
    }
    if (e.getCause() instanceof IOException io) {
      return CsvText.wrong(where, io);
    }
    return InputException.at(where)
        .says("is not a CSV file: " + ProblemText.messageOf(e))
        .remedy(
            "correct that line: a quote that opens must close, at the end of its value; of more"
                + " columns, write ROOT, or those that are needed")
        .cause(e)
        .exception();
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw CsvText.wrong(where, e);
    }
  }
}
