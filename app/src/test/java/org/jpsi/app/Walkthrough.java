package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A reader of a page who does all that it says, one thing after the other, in a folder of events:
/// keeps each analysis file under the name in its first line, runs each command, compiles and runs
/// each program. Trainings are of few events and one epoch, unless the page itself says how many.
record Walkthrough(Path folder) {
  private static final Pattern BLOCK =
      Pattern.compile("^```(yaml|sh|java)\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern FILE = Pattern.compile("\\A# ([\\w-]+\\.yaml)\n");
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /// Commands that build and test Jpsi itself: done by whoever runs this test.
  private static final Set<String> BUILDS = Set.of("./mvnw verify", "./mvnw install");

  /// A fenced part of a page.
  record Block(String language, String text) {}

  static String page(String name) throws IOException {
    return Files.readString(Home.folder().resolve(name));
  }

  static List<Block> blocks(String page) {
    return BLOCK.matcher(page).results().map(b -> new Block(b.group(1), b.group(2))).toList();
  }

  /// Output of the page's commands and programs, each an entry.
  List<String> follow(String page) throws Exception {
    List<String> said = new ArrayList<>();
    for (Block block : blocks(page)) {
      switch (block.language()) {
        case "yaml" -> keep(block.text());
        case "sh" ->
            commands(block.text()).forEach(line -> command(line).ifPresent(s -> said.add(s.out())));
        default -> said.add(CompactSource.run(folder, here(program(block.text()))));
      }
    }
    return said;
  }

  static List<String> commands(String block) {
    return block.lines().map(line -> line.replaceFirst("\\s+# .*", "")).toList();
  }

  Path keep(String yaml) throws IOException {
    Matcher file = FILE.matcher(yaml);
    assertThat(file.find()).as("the name of an analysis file before " + yaml).isTrue();
    return Files.writeString(folder.resolve(file.group(1)), yaml);
  }

  /// Statements without a program around them are those of a class of the reader's own.
  private static String program(String java) {
    return java.contains("void main()")
        ? java
        : "import org.jpsi.core.model.*;\nvoid main() {\n" + java + "}\n";
  }

  private String here(String text) {
    return text.replace("runs/", folder.toString().replace('\\', '/') + "/runs/");
  }

  /// Runs a command line of a page; nothing where it builds Jpsi.
  Optional<Session> command(String line) {
    if (BUILDS.contains(line)) {
      return Optional.empty();
    }
    assertThat(line).startsWith("./jpsi ");
    List<String> words =
        new ArrayList<>(
            WORD.matcher(line.substring("./jpsi ".length()))
                .results()
                .map(w -> w.group(1) == null ? w.group(2) : w.group(1))
                .toList());
    String command = words.removeFirst();
    for (int i = 0; i < words.size(); i++) {
      if (isFile(words.get(i)) || (i > 0 && words.get(i - 1).equals("--out"))) {
        words.set(i, folder.resolve(words.get(i)).toString());
      }
    }
    List<String> all =
        switch (command) {
          case "train" -> train(words);
          case "tune" -> join(List.of("tune", "--set=training.epochs=1"), words);
          case "generate" -> few(words);
          case "lesson" -> words.isEmpty() ? List.of("lesson") : lesson(words);
          // opens a browser, or a prompt
          case "notebook", "shell" -> List.of("help", command);
          default -> join(List.of(command), words);
        };
    Session session = Session.of(all.toArray(String[]::new));
    assertThat(session.status()).as(line + "\n" + session.err()).isZero();
    if (command.equals("train") && !words.contains("--find-learning-rate")) {
      Path run = Path.of(all.get(all.indexOf("--out") + 1));
      assertThat(run.resolve("metrics.json")).isRegularFile();
      assertThat(run.resolve("report.html")).isRegularFile();
    }
    return Optional.of(session);
  }

  private static boolean isFile(String word) {
    return word.startsWith("runs/") || word.matches("[\\w-]+\\.(root|csv|yaml)");
  }

  private List<String> train(List<String> words) {
    List<String> all = new ArrayList<>(List.of("train"));
    boolean file = !words.isEmpty() && words.getFirst().endsWith(".yaml");
    if (words.stream().noneMatch(word -> word.startsWith("training.epochs"))) {
      all.add("--set=training.epochs=1");
    }
    if (!file) {
      all.add("--set=samples.0.events=3000");
    }
    if (!words.contains("--out")) {
      // where it would be for a reader who is in the folder
      String name =
          file
              ? Path.of(words.getFirst()).getFileName().toString().replace(".yaml", "")
              : "higgs-toy";
      boolean rate = words.contains("--find-learning-rate");
      all.add("--out");
      all.add(folder.resolve("runs/" + name + (rate ? "-learning-rate.html" : "")).toString());
    }
    return join(all, words);
  }

  private static List<String> few(List<String> words) {
    List<String> fewer = new ArrayList<>(join(List.of("generate"), words));
    int events = fewer.indexOf("--events");
    assertThat(events).as("--events, without which there are many").isPositive();
    fewer.set(events + 1, "3000");
    return fewer;
  }

  private List<String> lesson(List<String> words) {
    String page = folder.resolve(words.getFirst() + ".html").toString();
    return join(join(List.of("lesson"), words), List.of("--no-browser", "--out", page));
  }

  private static List<String> join(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  /// The bytes of a file in the folder, as text.
  String read(String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
