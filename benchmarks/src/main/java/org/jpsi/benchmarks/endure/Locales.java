package org.jpsi.benchmarks.endure;

import java.util.List;

/// Locales with a decimal comma, another lower case of I, other digits.
record Locales() implements Attack {
  private static final List<String> TAGS =
      List.of(
          "de-DE", "tr-TR", "ar-EG-u-nu-arab", "hi-IN-u-nu-deva", "th-TH-u-ca-buddhist-nu-thai");

  @Override
  public String name() {
    return "locales";
  }

  @Override
  public String promise() {
    return "a run has the same bits in any locale";
  }

  @Override
  public void run(Deadline until, Report report) throws Exception {
    ToyRun toy = ToyRun.in(report.folder());
    for (int i = 0; i == 0 || (i < TAGS.size() && !until.isOver()); i++) {
      String name = "run" + i;
      Command.Outcome outcome = toy.train(name).with(flags(TAGS.get(i))).run();
      report.count("in " + TAGS.get(i));
      report.check(outcome.status() == 0, TAGS.get(i) + ": " + outcome.text());
      toy.demandSame(name, report);
    }
  }

  private static String[] flags(String tag) {
    String[] parts = tag.split("-", 3);
    String extension = parts.length > 2 ? parts[2].replaceFirst("^u-", "") : "";
    return new String[] {
      "-Duser.language=" + parts[0],
      "-Duser.country=" + parts[1],
      "-Duser.extensions=" + (extension.isEmpty() ? "" : "u-" + extension)
    };
  }
}
