package org.jpsi.formats.csv;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.Place;
import org.jpsi.formats.NameWithUnit;
import org.jspecify.annotations.Nullable;

/// Header of a CSV file: the names of its columns.
///
/// It is the first row, or the comment above it, as `numpy.savetxt` writes it, where the first row
/// is numbers. A first column without a name is an index and is called `Unnamed: 0`, as pandas
/// calls it; empty names at the end are of separators at the ends of lines.
///
/// @param names with units
/// @param firstRow whether the first row is the header, and no event
record CsvHeader(List<NameWithUnit> names, boolean firstRow) {
  static final String INDEX = "Unnamed: 0";
  private static final int MIN_NUMBERED = 3;

  CsvHeader {
    names = List.copyOf(names);
  }

  /// @param first the first row; null where there is none
  /// @param line of the first row
  static CsvHeader of(String origin, CsvDialect dialect, @Nullable List<String> first, long line) {
    if (first == null) {
      throw InputException.at(origin)
          .expected("a header line")
          .found("nothing")
          .remedy("write the columns' names into the first line")
          .exception();
    }
    List<String> cells = withoutEnd(first);
    Optional<String> number = numberIn(cells);
    if (number.isEmpty()) {
      List<String> names = dialect.separator() == ' ' ? CsvDialect.withUnits(cells) : cells;
      return new CsvHeader(names(origin, names), true);
    }
    List<String> comment = dialect.commentCells(cells.size()).orElse(List.of());
    if (comment.isEmpty() || numberIn(comment).isPresent()) {
      throw InputException.at(new Place.Named(origin), new Place.Line(line))
          .expected("a header with the columns' names")
          .found("the number `" + number.get() + "`")
          .remedy(
              "write a line with the columns' names before it, such as "
                  + example(cells.size())
                  + ", or say that there is none: `csv: {header: no}` in the analysis file,"
                  + " --no-header to inspect and apply")
          .exception();
    }
    return new CsvHeader(names(origin, comment), false);
  }

  /// Names of a file without a header.
  ///
  /// @param first the first row; null where there is none
  /// @param line of the first row
  /// @param names of the columns; empty for `c0`, `c1` and so on
  static CsvHeader given(
      String origin, @Nullable List<String> first, long line, List<String> names) {
    if (first == null) {
      throw InputException.at(origin)
          .expected("a row of events")
          .found("nothing")
          .remedy("get or write it again")
          .exception();
    }
    List<String> cells = withoutEnd(first);
    if (cells.stream().noneMatch(CsvHeader::isNumber)) {
      throw InputException.at(new Place.Named(origin), new Place.Line(line))
          .expected("an event, since the file is said to have no header")
          .found("no number in the first row, `" + cells.getFirst() + "` and so on")
          .remedy("do not say so of a file with a header")
          .exception();
    }
    if (!names.isEmpty() && names.size() != cells.size()) {
      throw InputException.at(new Place.Named(origin), new Place.Line(line))
          .expected("as many values as there are names of columns, " + names.size())
          .found(Integer.toString(cells.size()))
          .remedy("name each column once, in the order of the file")
          .exception();
    }
    return new CsvHeader(
        names(
            origin,
            names.isEmpty()
                ? IntStream.range(0, cells.size()).mapToObj(c -> "c" + c).toList()
                : names),
        false);
  }

  private static String example(int columns) {
    return columns == 1
        ? "c0"
        : columns == 2 ? "c0,c1" : columns == 3 ? "c0,c1,c2" : "c0,c1,c2,...";
  }

  private static List<String> withoutEnd(List<String> cells) {
    int end = cells.size();
    while (end > 1 && cells.get(end - 1).isBlank()) {
      end--;
    }
    return cells.subList(0, end);
  }

  /// A cell that is a number, as no name is but those that pandas gives to columns without a name:
  /// 0, 1, 2 and so on.
  private static Optional<String> numberIn(List<String> cells) {
    List<String> numbers = cells.stream().filter(CsvHeader::isNumber).toList();
    boolean index = cells.getFirst().isBlank();
    boolean numbered = numbers.size() >= (index ? 1 : MIN_NUMBERED);
    for (int i = 0; i < numbers.size() && numbered; i++) {
      numbered = numbers.get(i).strip().equals(Integer.toString(i));
    }
    return numbered ? Optional.empty() : numbers.stream().findFirst();
  }

  private static boolean isNumber(String cell) {
    return switch (Cell.type(cell)) {
      case INTEGER, UNSIGNED, WHOLE, NUMBER, DECIMAL_COMMA -> true;
      case MISSING, BOOLEAN, TEXT -> false;
    };
  }

  private static List<NameWithUnit> names(String origin, List<String> cells) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    List<NameWithUnit> names = new ArrayList<>();
    for (String cell : cells) {
      NameWithUnit named = NameWithUnit.parse(cell.strip());
      int column = names.size() + 1;
      if (named.name().isEmpty()) {
        if (column > 1 || cells.size() == 1) {
          throw InputException.at(origin)
              .expected("a name for every column in the header")
              .found("none for column " + column)
              .remedy("write one into the first line")
              .exception();
        }
        named = new NameWithUnit(indexName(cells), "");
      }
      Integer before = columns.put(named.name(), column);
      if (before != null) {
        throw InputException.at(origin)
            .expected("every column once")
            .found("two named " + named.name() + ", columns " + before + " and " + column)
            .remedy("rename one of them")
            .exception();
      }
      names.add(named);
    }
    return names;
  }

  private static String indexName(List<String> cells) {
    String name = INDEX;
    // pandas' way with a table that was written twice
    for (int i = 1; cells.contains(name); i++) {
      name = INDEX + "." + i;
    }
    return name;
  }
}
