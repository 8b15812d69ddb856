package org.jpsi.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jpsi.analysis.file.SampleFriend;
import org.jpsi.analysis.progress.ProgressListener;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.random.Rng;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.formats.CsvLayout;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs on events with friends, by entry and by columns, with folds, variations and `apply`.
class FriendRunTest {
  private static final int EVENTS = 300;
  private static final String SMALL =
      "signal: s\nreference: false\nnetwork: {layers: [8]}\ntraining: {epochs: 20, batch: 32}\n";

  @TempDir private Path dir;

  /// Signal and background, each with a friend in the same order and one in another.
  @BeforeEach
  void write() {
    for (String name : List.of("s", "b")) {
      Rng rng = Rng.of(name.length()).child(name);
      int[] event = IntStream.range(0, EVENTS).toArray();
      float[] x = new float[EVENTS];
      float[] tag = new float[EVENTS];
      for (int i = 0; i < EVENTS; i++) {
        x[i] = (float) rng.normal(i);
        tag[i] = (float) (rng.normal(EVENTS + i) + (name.equals("s") ? 1 : 0));
      }
      Table events =
          Table.of(name, List.of(NumberColumn.of("event", "", event), NumberColumn.of("x", "", x)));
      Table tags =
          Table.of(
              name, List.of(NumberColumn.of("event", "", event), NumberColumn.of("tag", "", tag)));
      int[] other = IntStream.range(0, EVENTS).map(i -> i * 7 % EVENTS).toArray();
      Toy.write(dir.resolve(name + ".root"), "t", events);
      Toy.write(dir.resolve(name + "-tags.root"), "tags", tags.select(List.of("tag")));
      Toy.write(dir.resolve(name + "-by.root"), "tags", tags.take(other));
      Toy.write(
          dir.resolve(name + "-all.root"),
          "t",
          events.with(tags.column("tag").withName("tags_tag")));
    }
  }

  private Path train(String name, String samples, String keys) throws IOException {
    Path file = dir.resolve(name + ".yaml");
    Files.writeString(file, samples + SMALL + keys);
    Path out = dir.resolve(name);
    TrainService.run(
        new TrainService.TrainRequest(file, List.of(), out, null, 1, true),
        ProgressListener.SILENT);
    return out;
  }

  private static String samples(String friends) {
    return "samples:\n"
        + "  - {files: s.root, class: s"
        + friends.formatted("s")
        + "}\n  - {files: b.root, class: b"
        + friends.formatted("b")
        + "}\n";
  }

  private static final String BY_ENTRY = ", friends: [{files: %s-tags.root, name: tags}]";
  private static final String BY_EVENT = ", friends: [{files: \"%s-by.root:tags\", by: event}]";

  /// Scores the events of a class, with a friend or without.
  private Path apply(Path run, String name, String friend) {
    Path out = dir.resolve(name + "-scores.root");
    List<SampleFriend> friends =
        friend.isEmpty()
            ? List.of()
            : List.of(
                new SampleFriend(
                    "tags", List.of(dir.resolve(friend).toString()), "", List.of("event")));
    ApplyService.run(
        new ApplyService.ApplyRequest(
            run,
            List.of(dir.resolve(name + ".root")),
            null,
            out,
            1,
            true,
            CsvLayout.USUAL,
            Optional.empty(),
            friends),
        ProgressListener.SILENT);
    return out;
  }

  @Test
  void aFriendTrainsAsItsColumnsInTheTree() throws IOException {
    String features = "features: [x, tags.tag]\n";
    Path entry = train("entry", samples(BY_ENTRY), features);
    Path event = train("event", samples(BY_EVENT), features);
    Path whole =
        train(
            "whole",
            "samples: [{files: s-all.root, class: s}, {files: b-all.root, class: b}]\n",
            "features: [x, {name: tags.tag, is: tags_tag}]\n");
    double auc = Runs.figure(whole, "test", "auc");
    assertThat(auc).isBetween(0.6, 0.95);
    assertThat(Runs.figure(entry, "test", "auc")).isEqualTo(auc);
    assertThat(Runs.figure(event, "test", "auc")).isEqualTo(auc);
    // the run's own file finds friends from its folder
    assertThat(Files.readString(event.resolve("analysis.yaml")))
        .contains("friends: [{files: \"../s-by.root:tags\", name: tags, by: event}]");
  }

  @Test
  void foldsVariationsAndApplyTakeFriends() throws IOException {
    Path run =
        train(
            "folds",
            samples(BY_EVENT),
            "features: [x, tag]\nselect: tags.tag > -2\nfolds: {k: 3, by: event}\n"
                + "variations: {tagging: {up: {tags.tag: tags.tag + 0.1}}}\n");
    Runs.sameScores(run, List.of(apply(run, "s", "s-by.root"), apply(run, "b", "b-by.root:tags")));
    assertThat(Runs.metrics(run).path("systematics").path("tagging:up").isMissingNode()).isFalse();
    assertThatThrownBy(() -> apply(run, "s", ""))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("tags.tag");
  }

  @Test
  void mistakesAreExplained() {
    assertThatThrownBy(
            () -> train("wrong", samples(", friends: [{files: \"%s-*.root\"}]"), "features: [x]\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("expected 1 file of the friend")
        .hasMessageContaining("found 3");
    assertThatThrownBy(
            () -> train("wrong", samples(", friends: [{files: %s-by.root, by: evnt}]"), ""))
        .hasMessageContaining("expected a column evnt, by which a friend is found");
    assertThatThrownBy(() -> train("wrong", samples(", friends: [{files: no.root}]"), ""))
        .hasMessageContaining("expected a file no.root");
    assertThatThrownBy(() -> train("wrong", samples(", friends: [{tree: t}]"), ""))
        .hasMessageContaining("expected the key files");
    assertThatThrownBy(() ->
            train(
                "wrong",
                "samples: [{generate: higgs, friends: [{files: s.root}]}]\n",
                "features: all\n"))
        .hasMessageContaining("expected `friends:` only with `files:`");
  }
}
