package org.jpsi.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskTest {
  private static final Task BINARY = new Task.Binary("higgs", "top");
  private static final Task CLASSES = new Task.Multiclass(List.of("u", "d", "s"));
  private static final Task ONE = new Task.Regression(List.of(new Task.Target("m", "GeV")));
  private static final Task TWO =
      new Task.Regression(List.of(new Task.Target("m", "GeV"), new Task.Target("t", "")));

  @Test
  void namesAreThoseOfTheFiles() {
    assertThat(List.of(BINARY.id(), CLASSES.id(), ONE.id()))
        .containsExactly("binary", "multiclass", "regression");
    assertThat(Arrays.stream(Part.values()).map(Part::id))
        .containsExactly("train", "validation", "test");
    assertThat(BINARY.scoreNames()).containsExactly("score");
    assertThat(CLASSES.scoreNames()).containsExactly("score_u", "score_d", "score_s");
    assertThat(ONE.scoreNames()).containsExactly("prediction");
    assertThat(TWO.scoreNames()).containsExactly("prediction_m", "prediction_t");
  }

  @Test
  void aModelGivesANumberForEachScore() {
    for (Task task : List.of(BINARY, CLASSES, ONE, TWO)) {
      assertThat(task.width()).isEqualTo(task.scoreNames().size());
    }
  }

  @Test
  void classesAreNumberedWithTheSignalLast() {
    assertThat(BINARY.classNames()).containsExactly("top", "higgs");
    assertThat(BINARY.classNames().get(Task.Binary.SIGNAL)).isEqualTo("higgs");
    assertThat(CLASSES.classNames()).containsExactly("u", "d", "s");
    assertThat(TWO.classNames()).isEmpty();
  }

  @Test
  void namesThatAreNotDifferentAreRefused() {
    assertThatThrownBy(() -> new Task.Multiclass(List.of("a", "a")))
        .hasMessage("Task: expected one or more distinct classes, found [a, a]");
    assertThatThrownBy(() -> new Task.Regression(List.of()))
        .hasMessage("Task: expected one or more distinct targets, found []");
  }
}
