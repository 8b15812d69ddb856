package org.jpsi.core.tensor;

import java.util.ArrayList;
import java.util.List;
import org.jpsi.core.kernel.TabularLayout;

/// The columns of a table and what each becomes, for {@link ActivationMethods#encodeColumns}.
///
/// @param columns in their order
/// @param clip whether clipped values are outputs
/// @param tail whether tails are
/// @param frequencies of the periodic embedding of each number; 0 for none
/// @param width its numbers
public record TabularColumns(
    List<TabularColumn> columns, boolean clip, boolean tail, int frequencies, int width) {
  public TabularColumns {
    columns = List.copyOf(columns);
  }

  /// How many columns there are.
  public int inputs() {
    return columns.size();
  }

  /// The number of outputs of an event.
  public int outputs() {
    return layout().outputs();
  }

  /// The shapes of the parameters, in the order of {@link ActivationMethods#encodeColumns}.
  public List<Shape> parameters() {
    TabularLayout layout = layout();
    int numeric = layout.numeric().length;
    List<Shape> shapes = new ArrayList<>();
    if (layout.hasWaves()) {
      shapes.add(Shape.of(numeric, frequencies));
      shapes.add(Shape.of(numeric, frequencies));
      shapes.add(Shape.of(numeric, width, frequencies));
      shapes.add(Shape.of(numeric, width));
    }
    shapes.add(Shape.of(layout.outputs()));
    for (int i = 0; i < layout.category().length; i++) {
      if (layout.embedded()[i] > 0) {
        shapes.add(Shape.of(layout.categories()[i], layout.embedded()[i]));
      }
    }
    return shapes;
  }

  /// Whether the first four parameters are those of a periodic embedding.
  public boolean hasWaves() {
    return layout().hasWaves();
  }

  TabularLayout layout() {
    List<Integer> numeric = new ArrayList<>();
    List<Integer> levelColumn = new ArrayList<>();
    List<Integer> levelBits = new ArrayList<>();
    List<Integer> missing = new ArrayList<>();
    List<Integer> category = new ArrayList<>();
    List<Integer> categories = new ArrayList<>();
    List<Integer> embedded = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      switch (columns.get(i)) {
        case TabularColumn.Numeric(var levels, var mayBeMissing) -> {
          for (float level : levels) {
            levelColumn.add(numeric.size());
            levelBits.add(Float.floatToRawIntBits(level));
          }
          if (mayBeMissing) {
            missing.add(numeric.size());
          }
          numeric.add(i);
        }
        case TabularColumn.Category(var n, var vector) -> {
          category.add(i);
          categories.add(n);
          embedded.add(vector);
        }
      }
    }
    return new TabularLayout(
        columns.size(),
        array(numeric),
        array(levelColumn),
        array(levelBits),
        array(missing),
        array(category),
        array(categories),
        array(embedded),
        clip,
        tail,
        frequencies,
        width);
  }

  private static int[] array(List<Integer> numbers) {
    return numbers.stream().mapToInt(i -> i).toArray();
  }
}
