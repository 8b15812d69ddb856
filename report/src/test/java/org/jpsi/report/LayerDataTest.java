package org.jpsi.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jpsi.core.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerDataTest {
  @Test
  void aRowWithANumberThatIsNotFiniteIsLeftOutOfAllColumns() {
    var data =
        LayerData.of(
            List.of("x", "y"),
            new double[] {1, 2, Double.NaN, 4},
            new double[] {10, Double.NEGATIVE_INFINITY, 30, 40});
    assertThat(data.get("x")).isEqualTo(List.of(1.0, 4.0));
    assertThat(data.get("y")).isEqualTo(List.of(10.0, 40.0));
    assertThatThrownBy(() -> LayerData.of(List.of("x", "y"), new double[1], new double[2]))
        .hasMessage("Chart: expected as many y as x, found 2 and 1");
  }

  @ParameterizedTest
  @CsvSource({"0.001, 0.001", "5, 5", "50.0, 50", "1e-7, 0.0000001", "1e6, 1000000", "-2.5, -2.5"})
  void ticksAreWrittenWithoutAnExponent(double value, String text) {
    assertThat(LayerData.written(new double[] {value})).containsExactly(text);
  }

  @Test
  void aColorScaleGoesFromTheSmallestToTheLargestNumber() {
    ColorScale scale =
        ColorScale.of(new double[][] {{-3, Double.NaN}, {Double.POSITIVE_INFINITY, 5}});
    assertThat(scale).isEqualTo(new ColorScale(-3, 5, ColorMap.SEQUENTIAL));
    var data =
        scale.shades(new double[] {1, 2}, new double[] {3, 4}, new double[][] {{-3, 5}, {1, 9}});
    assertThat(data.get("x")).isEqualTo(List.of(1.0, 2.0, 1.0, 2.0));
    assertThat(data.get("y")).isEqualTo(List.of(3.0, 3.0, 4.0, 4.0));
    assertThat(data.get("z")).isEqualTo(List.of(0.0, 1.0, 0.5, 1.0));
    assertThat(scale.color(0)).isEqualTo(ColorMap.SEQUENTIAL.at(0));
    assertThat(scale.color(255)).isEqualTo(ColorMap.SEQUENTIAL.at(1));
  }

  @Test
  void aGridOfOneColorDiffersWhereNobodySeesIt() {
    ColorScale scale = ColorScale.of(new double[2][2]);
    var data = scale.shades(new double[2], new double[2], new double[2][2]);
    assertThat(data.get("z")).isEqualTo(List.of(0.002, 0.0, 0.0, 0.0));
    var one = scale.shades(new double[1], new double[1], new double[][] {{Double.NaN}});
    assertThat(one.get("z")).isEqualTo(List.of(0.0));
    assertThat(ColorScale.of(new double[0][0]))
        .isEqualTo(new ColorScale(0, 1, ColorMap.SEQUENTIAL));
  }

  @Test
  void theSignalIsBlueTheBackgroundVermillionAndClassesFollowInOrder() {
    assertThat(Palette.classes(new Task.Binary("s", "b")))
        .containsExactly(Palette.VERMILLION, Palette.BLUE);
    List<String> names = java.util.stream.IntStream.range(0, 20).mapToObj(i -> "c" + i).toList();
    List<String> colors = Palette.classes(new Task.Multiclass(names));
    assertThat(colors).hasSize(20);
    assertThat(colors.subList(0, 8)).doesNotHaveDuplicates().startsWith(Palette.BLUE);
    assertThat(colors.get(8)).isEqualTo(colors.getFirst());
    assertThat(Palette.next(9)).isEqualTo(colors.get(1));
    assertThat(Palette.classes(new Task.Regression(List.of(new Task.Target("t", "")))))
        .containsExactly(Palette.BLUE);
  }
}
