package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.NumberType;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.jpsi.formats.Tables;
import org.jpsi.lab.sim.Generator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scores of files by a model.
class ApplyServiceTest {
  @TempDir Path folder;

  private Path sig = Path.of("");
  private Path bkg = Path.of("");

  private Path trained(String more) {
    sig = Toy.write(folder.resolve("sig.root"), "t", Toy.events(500, 1, 1));
    bkg = Toy.write(folder.resolve("bkg.root"), "t", Toy.events(500, 2, 0));
    Path analysis =
        Toy.analysis(
            folder,
            Toy.QUICK
                + """
                samples:
                  - {files: sig.root, class: signal}
                  - {files: bkg.root, class: background}
                constants: {half: 0.5}
                features: [x, {name: s, is: y * half + `jet1_b-tag`}, "array[1]"]
                """
                + more);
    return Toy.train(analysis, folder.resolve("run"));
  }

  @Test
  void onRootFilesTheScoresOfTheRunComeAgainToTheBit() {
    Path run = trained("weight: w\nselect: y > -0.5\n");
    Path one = Toy.apply(run, folder.resolve("one.root"), sig);
    Path other = Toy.apply(run.resolve("model.safetensors"), folder.resolve("other.csv"), bkg);
    Runs.sameScores(run, List.of(one, other));
    Table scores = Tables.read(one, null);
    assertThat(scores.names()).containsExactly("score", "selected");
    assertThat(scores.rows()).isEqualTo(500);
    Table events = Tables.read(sig, null);
    for (int i = 0; i < scores.rows(); i++) {
      assertThat(scores.numbers("selected").value(i) == 1)
          .isEqualTo(events.numbers("y").value(i) > -0.5);
    }
  }

  @Test
  void onCsvFilesTheScoresOfTheRunComeAgainToTheBit() {
    Path csv = Toy.write(folder.resolve("all.csv"), "", Toy.flat(Toy.mixed(800, 3)));
    Path analysis =
        Toy.analysis(
            folder,
            Toy.QUICK + "samples: [all.csv]\nlabel: word\nfeatures: [x, y]\nspectators: [word]\n");
    Path run = Toy.train(analysis, folder.resolve("run"));
    assertThat(run.resolve("scores.csv")).exists();
    Runs.sameScores(run, List.of(Toy.apply(run, folder.resolve("again.root"), csv)));
  }

  @Test
  void aChainOfFilesIsScoredAsOne() {
    Path run = trained("");
    Table chain = Tables.read(Toy.apply(run, folder.resolve("chain.root"), sig, bkg, sig), null);
    Table first = Tables.read(Toy.apply(run, folder.resolve("first.root"), sig), null);
    Table second = Tables.read(Toy.apply(run, folder.resolve("second.root"), bkg), null);
    assertThat(Runs.values(chain, "score"))
        .isEqualTo(Runs.values(Table.concat("", List.of(first, second, first)), "score"));
    assertThat(chain.names()).containsExactly("score", "input", "entry", "file");
    assertThat(first.names()).containsExactly("score");
    for (int i : new int[] {0, 499, 500, 999, 1000, 1499}) {
      assertThat(chain.numbers("input").value(i)).isEqualTo(i / 500);
      assertThat(chain.numbers("entry").value(i)).isEqualTo(i % 500);
      assertThat(((TextColumn) chain.column("file")).value(i))
          .isEqualTo((i / 500 == 1 ? bkg : sig).toString());
    }
    Path npy = Toy.apply(run, folder.resolve("chain.npy"), sig, bkg);
    assertThat(npy)
        .content(StandardCharsets.ISO_8859_1)
        .contains("[('score', '<f4'), ('input', '<i4'), ('entry', '<i8')]");
  }

  @Test
  void orderAndOtherColumnsMeanNothing() {
    Path run = trained("");
    Table events = Toy.events(500, 1, 1);
    List<Column> shuffled = new ArrayList<>(events.columns());
    Collections.reverse(shuffled);
    shuffled.add(1, NumberColumn.of("more", "", new double[500]));
    Path other = Toy.write(folder.resolve("o.root"), "anything", Table.of("", shuffled));
    assertThat(
            Runs.values(
                Tables.read(Toy.apply(run, folder.resolve("b.root"), other), null), "score"))
        .isEqualTo(
            Runs.values(Tables.read(Toy.apply(run, folder.resolve("a.root"), sig), null), "score"));
  }

  @Test
  void aFileWithoutEventsHasNoScores() {
    Path run = trained("");
    Path none = Toy.write(folder.resolve("none.root"), "t", Toy.events(0, 1, 0));
    Table scores = Tables.read(Toy.apply(run, folder.resolve("scores.root"), none), null);
    assertThat(scores.rows()).isZero();
    assertThat(scores.names()).containsExactly("score");
  }

  private static List<String> notes(Path run, Path out, Path... files) {
    List<String> notes = new ArrayList<>();
    ProgressListener watch = Toy.noting(notes);
    ApplyService.run(
        new ApplyService.ApplyRequest(run, List.of(files), null, out, 1, false), watch);
    return notes;
  }

  @Test
  void eventsAsThoseOfTrainingNeedNoNote() {
    Path run = trained("weight: w\nselect: y > -0.5\n");
    for (int seed = 10; seed < 14; seed++) {
      Path mixed = Toy.write(folder.resolve(seed + ".root"), "t", Toy.mixed(3000, seed));
      Path one = Toy.write(folder.resolve(seed + "-1.root"), "t", Toy.events(700, seed, 1));
      Path out = folder.resolve(seed + "-scores.root");
      assertThat(notes(run, out, mixed, one, one)).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void eventsInAnotherUnitAreNoted() {
    Path run = trained("select: y > -0.5\n");
    Table events = Toy.events(1000, 5, 1);
    float[] large = new float[1000];
    for (int i = 0; i < large.length; i++) {
      large[i] = 1000 * (float) events.numbers("x").value(i);
    }
    Path mev =
        Toy.write(folder.resolve("m.root"), "t", Toy.with(events, NumberColumn.of("x", "", large)));
    List<String> notes = notes(run, folder.resolve("s.root"), mev);
    assertThat(notes).hasSize(2);
    assertThat(notes.getFirst())
        .matches(
            "[0-9.]+ % of the events have a feature outside its range in training, where the model"
                + " extrapolates");
    assertThat(notes.getLast())
        .startsWith("x: ")
        .contains(" % outside ", "off any mixture of the training events")
        .endsWith("it would fit 1000 times smaller, as MeV given for GeV");
  }

  @Test
  void eventsOfTheTrainingAreRecognized() {
    Path run = trained("select: y > -0.5\n");
    List<String> notes = notes(run, folder.resolve("s.root"), sig, bkg);
    assertThat(notes).hasSize(1);
    // 60 % of the events train
    assertThat(notes.getFirst())
        .matches(
            "about (5[5-9]|6[0-5]) % of the events are those that the model was trained on .*");
  }

  @Test
  void whatTheSelectionLeavesOutIsNotCompared() {
    Path run = trained("select: y > -0.5\n");
    Table events = Toy.mixed(2000, 6);
    float[] x = new float[2000];
    for (int i = 0; i < x.length; i++) {
      boolean selected = events.numbers("y").value(i) > -0.5;
      x[i] = selected ? (float) events.numbers("x").value(i) : 1e6f;
    }
    Path file =
        Toy.write(folder.resolve("o.root"), "t", Toy.with(events, NumberColumn.of("x", "GeV", x)));
    assertThat(notes(run, folder.resolve("s.root"), file)).isEmpty();
  }

  @Test
  void withoutAColumnOfTheSelectionAllIsScoredAndSelectedIsLeftOut() {
    Path run = trained("select: w > 0 && eventNumber >= 0\n");
    Path data =
        Toy.write(
            folder.resolve("data.root"), "t", Toy.without(Toy.events(500, 1, 1), "w", "word"));
    Path out = folder.resolve("s.root");
    assertThat(notes(run, out, data, sig))
        .first()
        .isEqualTo(
            data
                + ":t has no column w, which the selection of the analysis needs: all events are"
                + " scored, and there is no `selected`");
    Table scores = Tables.read(out, null);
    assertThat(scores.names()).containsExactly("score", "input", "entry", "file");
    Table whole = Tables.read(Toy.apply(run, folder.resolve("w.root"), sig, sig), null);
    assertThat(whole.names()).contains("score", "selected");
    assertThat(Runs.values(scores, "score")).isEqualTo(Runs.values(whole, "score"));
  }

  @Test
  void anEventThatIsNotANumberHasAScoreThatIsNone() {
    Path run = trained("");
    Table events = Toy.events(4, 1, 1);
    float[] x = {1, Float.NaN, Float.POSITIVE_INFINITY, 2};
    Path file =
        Toy.write(folder.resolve("n.root"), "t", Toy.with(events, NumberColumn.of("x", "GeV", x)));
    Path out = folder.resolve("scores.root");
    List<String> notes = notes(run, out, file);
    double[] scores = Runs.values(Tables.read(out, null), "score");
    assertThat(scores[1]).isNaN();
    assertThat(scores[2]).isNaN();
    assertThat(scores[0]).isBetween(0.0, 1.0);
    assertThat(scores[3]).isBetween(0.0, 1.0);
    assertThat(notes)
        .containsExactly(
            "2 of 4 events have a feature that is NaN or infinite (x): their score is NaN");
  }

  private void refused(Path run, Table events, String... message) {
    Path file = Toy.write(folder.resolve("wrong.root"), "t", events);
    Path out = folder.resolve("scores.root");
    assertThatThrownBy(() -> Toy.apply(run, out, file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("[")
        .hasMessageContaining("wrong.root")
        .hasMessageContainingAll(message);
    assertThat(Toy.files(folder).keySet())
        .noneMatch(f -> f.contains("scores.root") && !f.startsWith("run/"));
  }

  @Test
  void aFileThatDoesNotFitIsRefusedAndNothingIsWritten() {
    Path run = trained("");
    Table events = Toy.events(50, 1, 1);
    refused(
        run,
        Toy.with(Toy.without(events, "y"), NumberColumn.of("Y", "", new double[50])),
        "expected a column y, found",
        "did you mean Y",
        "`jpsi inspect` lists what is there");
    refused(run, Toy.without(events, "y", "array"), "expected columns y, array, found");
    refused(
        run,
        Toy.with(events, NumberColumn.of("x", "MeV", new float[50])),
        "expected column x in GeV, as in training, found MeV; convert the column");
    refused(
        run,
        Toy.with(events, NumberColumn.of("array", "", NumberType.FLOAT32, 3, new float[150])),
        "expected column array to hold 2 numbers, as in training");
    String[] words = new String[50];
    java.util.Arrays.fill(words, "1");
    refused(
        run,
        Toy.with(events, new TextColumn("y", words)),
        "expected column y to hold a number, as in training, found text");
  }

  @Test
  void generatedEventsInGevAreNotThoseWithoutAScale() {
    Table gev = Generator.of("higgs", 1).table(2000);
    Toy.write(folder.resolve("gev.root"), "t", gev);
    Path analysis =
        Toy.analysis(
            folder,
            "network: {layers: [4]}\ntraining: {epochs: 1}\n"
                + "samples: [gev.root]\nlabel: process\nsignal: 1\n");
    Path run = Toy.train(analysis, folder.resolve("run"));
    Table bare = Generator.of("higgs", 1).normalized(true).table(50);
    refused(run, bare, ", as in training, found no unit (a normalized, dimensionless number)");
  }

  @Test
  void theEventsThemselvesAreNeverOverwritten() throws IOException {
    Path run = trained("");
    byte[] before = Files.readAllBytes(sig);
    assertThatThrownBy(() ->
            ApplyService.run(
                new ApplyService.ApplyRequest(run, List.of(bkg, sig), null, sig, 1, true),
                ProgressListener.SILENT))
        .hasMessageContaining("expected another file than those to be scored");
    assertThat(sig).hasBinaryContent(before);
  }

  @Test
  void stoppedItLeavesNothing() {
    Path run = trained("");
    ProgressListener stop =
        new ProgressListener() {
          @Override
          public boolean stop() {
            return true;
          }
        };
    Path out = folder.resolve("scores.root");
    assertThat(
            ApplyService.run(
                new ApplyService.ApplyRequest(run, List.of(sig), null, out, 1, false), stop))
        .isNegative();
    assertThat(Toy.files(folder).keySet())
        .noneMatch(f -> f.startsWith("scores") || f.startsWith(".scores"));
  }

  @Test
  void aDamagedModelIsRefusedOrHarmless() throws IOException {
    byte[] good = Files.readAllBytes(trained("select: y > 0\n").resolve("model.safetensors"));
    int header = ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getInt();
    Path model = folder.resolve("bad.safetensors");
    Path few = Toy.write(folder.resolve("few.root"), "t", Toy.events(3, 1, 1));
    Path out = folder.resolve("scores.csv");
    Rng rng = Rng.of(9);
    int refused = 0;
    for (int i = 0; i < 1500; i++) {
      byte[] bad = good.clone();
      for (int k = 0; k <= i % 3; k++) {
        int at = 8 + rng.integer(header, 8L * i + k);
        bad[at] =
            i % 2 == 0
                ? (byte) (bad[at] ^ 1 << rng.integer(7, 8L * i + 4))
                : (byte) "0123456789eE-+.,:[]{}\"\\ax_".charAt(rng.integer(26, 8L * i + 5));
      }
      Files.write(model, bad);
      try {
        ApplyService.run(
            new ApplyService.ApplyRequest(model, List.of(few), null, out, 1, true),
            ProgressListener.SILENT);
      } catch (InputException expected) {
        assertThat(expected.message()).startsWith("[" + folder);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(700);
  }
}
