package org.jpsi.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jpsi.core.events.Events;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.JaggedColumn;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.EventWriter;
import org.jpsi.formats.Snapshot;
import org.jpsi.formats.Tables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertCommandTest {
  @TempDir Path folder;

  private String write(String name, Column... columns) {
    Path file = folder.resolve(name);
    try (EventWriter writer = Tables.create(file, "Events")) {
      writer.write(Table.of(name, List.of(columns)));
      writer.finish();
    }
    return file.toString();
  }

  /// Jets of three events: two, none, one.
  private String jets(String name) {
    int[] offsets = {0, 2, 2, 3};
    return write(
        name,
        NumberColumn.of("run", "", 1, 2, 3),
        JaggedColumn.of("Jet_pt", offsets, NumberColumn.of("Jet_pt", "GeV", 50f, 20f, 40f)),
        JaggedColumn.of("Jet_eta", offsets, NumberColumn.of("Jet_eta", "", 1f, 2f, -1f)),
        new TextColumn("trigger", new String[] {"e", "mu", "e"}));
  }

  private Session convert(String... words) {
    String[] all = new String[words.length + 1];
    all[0] = "convert";
    System.arraycopy(words, 0, all, 1, words.length);
    return Session.of(all);
  }

  private String out(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void eventsOfSeveralFilesAreOneWithNewColumns() {
    jets("a.root");
    jets("b.root");
    Session session =
        convert(
            folder + "/?.root",
            "--out",
            out("skim.root"),
            "--select",
            "length(Jet_pt) > 0",
            "--select",
            "trigger == \"e\"",
            "--define",
            "ht=sum(Jet_pt)",
            "--define",
            "Jet_pz = Jet_pt * sinh(Jet_eta)",
            "--define",
            "lead=first(Jet_pt, 2, -1)",
            "--columns",
            "ht,Jet_*,lead_?");
    assertThat(session.err()).isEmpty();
    assertThat(session.out())
        .startsWith(out("skim.root") + ": 4 of 6 events of 6 columns in tree Events, ");
    Table table = Tables.read(Path.of(out("skim.root")), "Events");
    assertThat(table.names())
        .containsExactly("ht", "nJet", "Jet_pt", "Jet_eta", "Jet_pz", "lead_0", "lead_1");
    assertThat(table.numbers("ht").toDoubles()).containsExactly(70, 40, 70, 40);
    assertThat(table.numbers("lead_1").toDoubles()).containsExactly(20, -1, 20, -1);
    JaggedColumn pz = (JaggedColumn) table.column("Jet_pz");
    assertThat(pz.offsets()).containsExactly(0, 2, 3, 5, 6);
    assertThat(((NumberColumn) pz.items()).value(0)).isCloseTo(50 * Math.sinh(1), within(1e-4));
  }

  private static org.assertj.core.data.Offset<Double> within(double distance) {
    return org.assertj.core.data.Offset.offset(distance);
  }

  @Test
  void whatIsReadIsWrittenInEveryFormat() {
    String file = jets("a.root");
    for (String name : List.of("t.csv", "t.tsv")) {
      assertThat(convert(file, "--out", out(name), "--columns", "run").err()).isEmpty();
      Table table = Tables.read(Path.of(out(name)), null);
      assertThat(table.numbers("run").toDoubles()).containsExactly(1, 2, 3);
    }
    Session npy = convert(file, "--out", out("t.npy"), "--columns", "run");
    assertThat(npy.out()).startsWith(out("t.npy") + ": 3 events of 1 column, ");
    assertThat(Path.of(out("t.npy")))
        .content(StandardCharsets.ISO_8859_1)
        .contains("[('run', '<i4')]")
        .endsWith("\1\0\0\0\2\0\0\0\3\0\0\0");
    assertThat(convert(file, "--out", out("v.root"), "--format", "root-vectors").err()).isEmpty();
    assertThat(Tables.read(Path.of(out("v.root")), null).names())
        .containsExactly("run", "nJet", "Jet_pt", "Jet_eta", "trigger");
    assertThat(convert(file, "--out", out("n.root"), "--format", "rntuple").err()).isEmpty();
    assertThat(Tables.trees(Path.of(out("n.root"))).getFirst().typeName()).isEqualTo("RNTuple");
    assertThat(Tables.read(Path.of(out("n.root")), "Events").names())
        .containsExactly("run", "nJet", "Jet_pt", "Jet_eta", "trigger");
    Session odd = convert(file, "--out", out("o.root"), "--format=rntuple", "--define", "a.b=run");
    assertThat(odd.out())
        .startsWith("a.b is written as a_b: names in an RNTuple have no . / \\ and no space\n");
    Session back = convert(out("t.csv"), "--out", out("csv.root"));
    assertThat(back.out()).startsWith(out("csv.root") + ": 3 events of 1 column in tree events, ");
  }

  @Test
  void aFileWithoutEventsThatPassHasItsColumns() {
    Session session = convert(jets("a.root"), "--out", out("none.root"), "--select", "run > 5");
    assertThat(session.out()).startsWith(out("none.root") + ": 0 of 3 events of 5 columns");
    assertThat(Tables.read(Path.of(out("none.root")), null).rows()).isZero();
  }

  @Test
  void listsAreRefusedWhereAFormatHasNone() {
    for (String name : List.of("t.csv", "t.npy")) {
      Session session = convert(jets("a.root"), "--out", out(name), "--columns", "run,Jet_pt");
      assertThat(session.status()).isEqualTo(1);
      assertThat(session.err())
          .isEqualTo(
              "["
                  + out(name)
                  + "] expected columns with one value, or a fixed number of them, per event, found"
                  + " Jet_pt, a jagged column, float32[]; leave it out, take of it what is a"
                  + " number, as in max(x), length(x), first(x, 4), or write .root, which has"
                  + " lists\n");
      assertThat(Path.of(out(name))).doesNotExist();
    }
  }

  @Test
  void aFileIsReplacedOnlyWhereForced() throws IOException {
    String file = jets("a.root");
    Files.writeString(Path.of(out("here.csv")), "mine");
    Session session = convert(file, "--out", out("here.csv"), "--columns", "run");
    assertThat(session.err()).contains("or replace it with --force");
    assertThat(Path.of(out("here.csv"))).hasContent("mine");
    assertThat(convert(file, "--out", out("here.csv"), "--columns", "run", "--force").status())
        .isZero();
    assertThat(convert(file, "--out", file, "--force").err())
        .contains("expected another file than those that are read, found one of them");
  }

  @Test
  void whatSomeFileDoesNotHaveIsSaidAndLeftOut() {
    jets("a.root");
    write("b.root", NumberColumn.of("run", "", 4), NumberColumn.of("more", "", 1f));
    Session session = convert(folder + "/*.root", "--out", out("both.root"));
    assertThat(session.out())
        .contains(
            "left out: Jet_pt: ["
                + folder.resolve("b.root")
                + ":Events] expected a column Jet_pt, as in")
        .contains("left out: more: [")
        .contains(out("both.root") + ": 4 events of 1 column in tree Events, ");
    Session asked =
        convert(folder + "/?.root", "--out", out("two.root"), "--columns", "run,Jet_pt");
    assertThat(asked.err()).contains("expected a column Jet_pt, as in");
  }

  @Test
  void mistakesAreAnsweredWithTheNearestName() {
    String file = jets("a.root");
    assertThat(convert(file, "--out", out("t.root"), "--columns", "Jet_px").err())
        .contains("expected a column Jet_px")
        .contains("did you mean Jet_pt");
    assertThat(convert(file, "--out", out("t.root"), "--columns", "Jet_px*").err())
        .contains(
            "expected columns with names like Jet_px*, found none among 5; did you mean Jet_pt");
    assertThat(convert(file, "--out", out("t.root"), "--define", "x").err())
        .isEqualTo("[--define] expected a name and an expression, as in ht=sum(Jet_pt), found x\n");
    assertThat(convert(file, "--out", out("t.root"), "--define", "run==3").err())
        .contains("expected a name and an expression");
    assertThat(convert(file, "--out", out("t.root"), "--define", "run=3").err())
        .isEqualTo(
            "[--define] expected a new name for a column, found run, which is there; choose"
                + " another\n");
    assertThat(convert(file, "--out", out("t.root"), "--select", "run >> 3").err())
        .startsWith("[--select] expected a number, a name or `(`, found `>`");
    assertThat(convert(file, "--out", out("t.rot")).err())
        .contains("expected a name ending in .root");
    assertThat(convert(file, "--out", out("t.root"), "--format", "rot").err())
        .contains("[format] expected one of root, root-vectors, rntuple, csv, npy")
        .contains("did you mean root");
    assertThat(convert(file, "--out", out("t.npy")).err()).contains("per event, found Jet_pt");
    assertThat(convert(out("no.root"), "--out", out("t.root")).status()).isEqualTo(1);
    assertThat(folder).isDirectoryNotContaining("glob:**t.root");
  }

  @Test
  void programsWriteSnapshotsToo() {
    try (Events events = Events.open(Path.of(jets("a.root")), "Events")) {
      assertThat(events.filter("run > 1").snapshot(folder.resolve("two.root"))).isEqualTo(2);
      Snapshot.Written written =
          Snapshot.to(folder.resolve("c.root"))
              .tree("jets")
              .columns("run")
              .format("root")
              .write(events);
      assertThat(written).isEqualTo(new Snapshot.Written(3, List.of("run"), List.of()));
    }
    assertThat(Tables.read(folder.resolve("two.root"), "events").rows()).isEqualTo(2);
    assertThat(Tables.read(folder.resolve("c.root"), "jets").names()).containsExactly("run");
  }
}
