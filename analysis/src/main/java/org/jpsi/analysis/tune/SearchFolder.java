package org.jpsi.analysis.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jpsi.analysis.file.SearchKey;
import org.jpsi.analysis.folder.RunOwner;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.errors.ProblemText;
import org.jpsi.core.io.AtomicFile;
import org.jpsi.core.io.IoFailure;
import org.jpsi.core.io.Json;
import org.jspecify.annotations.Nullable;

/// Folder of a search, which grows trial by trial; at any moment a search can go on from what is in
/// it. `analysis.yaml` is what is searched for, `search.json` the search and the rows of its
/// trials, `trials.csv` the same for people, `trials` the runs, `winner` the run of the best.
final class SearchFolder implements AutoCloseable {
  static final String ANALYSIS = "analysis.yaml";

  private static final String STATE = "search.json";
  private static final String TABLE = "trials.csv";
  private static final long MOST_BYTES = 1 << 26;

  private final Path folder;
  private final RunOwner owner;
  private final List<TrialRow> rows = new ArrayList<>();

  private SearchFolder(Path given, String remedy) {
    folder = given.toAbsolutePath().normalize();
    owner = RunOwner.of(given, folder, remedy);
  }

  /// A folder for a new search, which is not made yet.
  ///
  /// @throws InputException where there is something of its name, or somebody writes there now
  static SearchFolder create(Path given) {
    SearchFolder search =
        new SearchFolder(given, "wait for its end, or choose another folder with --out");
    if (Files.exists(search.folder)) {
      boolean begun = Files.exists(search.folder.resolve(STATE));
      search.close();
      throw InputException.at(given.toString())
          .expected("a folder that does not exist yet")
          .found(begun ? "one with a search" : "one with other files")
          .remedy(
              (begun ? "go on with it by --resume " + given + ", or choose" : "choose")
                  + " another with --out")
          .exception();
    }
    return search;
  }

  /// The folder of a search that goes on.
  ///
  /// @throws InputException where there is none, or somebody writes there now
  static SearchFolder resume(Path given) {
    if (!Files.isRegularFile(given.resolve(STATE))) {
      throw InputException.at(given.toString())
          .expected("a folder with a search, " + STATE)
          .found(Files.isDirectory(given) ? "none in it" : "no folder")
          .remedy("begin one: jpsi tune FILE --key ...")
          .exception();
    }
    return new SearchFolder(given, "wait for its end");
  }

  Path path() {
    return folder;
  }

  /// The run folder of a trial.
  Path run(Trial trial) {
    return folder.resolve("trials").resolve(Integer.toString(trial.number()));
  }

  Path winner() {
    return folder.resolve("winner");
  }

  /// Whether the run of the winner is there.
  boolean isFinished() {
    return Files.isDirectory(winner());
  }

  /// The unfinished run of the winner, where there is one.
  Optional<Path> unfinishedWinner() {
    Path partial = folder.resolve("winner.partial");
    return Optional.of(winner()).filter(_ -> Files.isRegularFile(partial.resolve(ANALYSIS)));
  }

  /// The row of a trial on a rung.
  Optional<TrialRow> row(int trial, int rung) {
    return rows.stream().filter(row -> row.trial() == trial && row.rung() == rung).findFirst();
  }

  List<TrialRow> rows() {
    return List.copyOf(rows);
  }

  /// Begins a search.
  ///
  /// @param analysis its text, with paths as from this folder
  void begin(String analysis, Search search, String digest, TuneFigure figure) {
    try {
      Files.createDirectory(folder);
    } catch (IOException e) {
      throw IoFailure.writing(folder, e);
    }
    AtomicFile.write(folder.resolve(ANALYSIS), analysis);
    write(search, List.of(), digest, figure);
  }

  /// Adds a row. The files are whole before and after.
  void add(TrialRow row, Search search, List<Trial> trials, String digest, TuneFigure figure) {
    rows.add(row);
    write(search, trials, digest, figure);
  }

  private void write(Search search, List<Trial> trials, String digest, TuneFigure figure) {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("version", 1);
    state.put("keys", search.keys().stream().map(SearchKey::text).toList());
    state.put("trials", search.trials());
    state.put("factor", search.factor());
    state.put("validation", digest);
    state.put("rows", rows.stream().map(SearchFolder::values).toList());
    AtomicFile.write(folder.resolve(STATE), Json.write(state) + "\n");
    AtomicFile.write(folder.resolve(TABLE), csv(search, trials, figure));
  }

  private static Map<String, Object> values(TrialRow row) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("trial", row.trial());
    values.put("rung", row.rung());
    values.put("epochs", row.epochs());
    row.value().ifPresent(value -> values.put("value", value));
    row.error().ifPresent(error -> values.put("error", error));
    if (row.failed()) {
      values.put("reason", row.reason());
    }
    return values;
  }

  private String csv(Search search, List<Trial> trials, TuneFigure figure) {
    StringBuilder out = new StringBuilder();
    out.append(
        line(
            Stream.of(
                    Stream.of("trial", "rung", "epochs"),
                    search.keys().stream().map(SearchKey::key),
                    Stream.of(figure.id(), figure.id() + "_error", "failure"))
                .flatMap(part -> part)));
    for (TrialRow row : rows) {
      out.append(
          line(
              Stream.of(
                      Stream.of(row.trial(), row.rung(), row.epochs()).map(String::valueOf),
                      trials.get(row.trial() - 1).values().stream(),
                      Stream.of(number(row.value()), number(row.error()), row.reason()))
                  .flatMap(part -> part)));
    }
    return out.toString();
  }

  private static String number(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }

  private static String line(Stream<String> cells) {
    return cells.map(SearchFolder::cell).collect(Collectors.joining(",", "", "\n"));
  }

  private static String cell(String text) {
    String one = text.replace('\n', ' ').replace('\r', ' ');
    return one.contains(",") || one.contains("\"") ? "\"" + one.replace("\"", "\"\"") + "\"" : one;
  }

  /// Search as it was begun.
  ///
  /// @param digest of the validation events
  record Begun(Search search, String digest) {}

  /// Reads the search and its rows.
  ///
  /// @throws InputException where the file is not one of ours
  Begun read() {
    Map<?, ?> state = map(parsed());
    if (integer(state, "version", 1, 1) != 1 || !(state.get("keys") instanceof List<?> keys)) {
      throw damaged("keys");
    }
    Search search =
        new Search(
            keys.stream().map(key -> SearchKey.of(text(key))).toList(),
            integer(state, "trials", 2, Search.MOST_TRIALS),
            integer(state, "factor", 1, 10));
    if (!(state.get("rows") instanceof List<?> list)) {
      throw damaged("rows");
    }
    rows.clear();
    for (Object one : list) {
      Map<?, ?> row = map(one);
      rows.add(
          new TrialRow(
              integer(row, "trial", 1, search.trials()),
              integer(row, "rung", 1, search.trials()),
              integer(row, "epochs", 0, Integer.MAX_VALUE),
              number(row, "value"),
              number(row, "error"),
              row.containsKey("reason") ? text(row.get("reason")) : ""));
    }
    return new Begun(search, text(state.get("validation")));
  }

  private @Nullable Object parsed() {
    Path file = folder.resolve(STATE);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw damaged("a smaller file");
      }
      return Json.parse(Files.readString(file));
    } catch (IOException e) {
      throw IoFailure.reading(file.toString(), e);
    } catch (Json.SyntaxException wrong) {
      throw InputException.at(file.toString())
          .says("not JSON: " + ProblemText.messageOf(wrong))
          .cause(wrong)
          .exception();
    }
  }

  private InputException damaged(String what) {
    return InputException.at(folder.resolve(STATE).toString())
        .expected("a search as jpsi tune writes it, with " + what)
        .found("another file")
        .remedy("begin the search again in another folder")
        .exception();
  }

  private Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw damaged("rows");
  }

  private String text(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw damaged("texts");
  }

  private int integer(Map<?, ?> of, String name, int least, int most) {
    if (of.get(name) instanceof Long number && number >= least && number <= most) {
      return number.intValue();
    }
    throw damaged(name);
  }

  private OptionalDouble number(Map<?, ?> of, String name) {
    if (!of.containsKey(name)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        Json.number(of.get(name)).filter(Double::isFinite).orElseThrow(() -> damaged(name)));
  }

  /// Gives the folder back.
  @Override
  public void close() {
    owner.close();
  }
}
