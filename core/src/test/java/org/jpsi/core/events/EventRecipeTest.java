package org.jpsi.core.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jpsi.core.expression.Expression;
import org.jpsi.core.expression.Selection;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.Table;
import org.jpsi.core.table.TextColumn;
import org.junit.jupiter.api.Test;

/// Views as recipes, and columns that functions define.
class EventRecipeTest {
  private static Events few() {
    return Events.of(
        Table.of(
            "higgs.root:sig",
            List.of(
                NumberColumn.of("m", "GeV", 90.0, 125, 126, 172, 80),
                NumberColumn.of("b-tag", "", 1.0, 2, -1, 0.5, 1),
                new TextColumn("process", new String[] {"Z", "H", "H", "t", "W"}))));
  }

  /// The view made again from its recipe.
  private static Events again(EventRecipe recipe, List<String> names) {
    Events raw = recipe.events().filter(recipe.selection()).weight(recipe.weight());
    for (int i = 0; i < names.size(); i++) {
      raw = raw.define("new" + i, recipe.inline(Expression.column(names.get(i))));
    }
    return raw;
  }

  @Test
  void definitionsArePutInWhereTheyAreUsed() {
    Events view =
        few()
            .define("d", "m - 100")
            .filter("d > 0 and process != \"d\"")
            .redefine("d", "d * `b-tag` ** 2")
            .define("e", "m / 2 + d")
            .alias("tag", "b-tag")
            .filter(new Selection(Expression.parse("e<cut && tag>-2").with(Map.of("cut", 190.0))))
            .weight("abs(e) + tag")
            .label("process");
    EventRecipe recipe = view.recipe();
    assertThat(recipe.selection())
        .isEqualTo(
            "((m - 100) > 0 and process != \"d\") && ((m / 2 + ((m - 100) * `b-tag` ** 2))<190 &&"
                + " `b-tag`>-2)");
    assertThat(recipe.weight()).isEqualTo("abs((m / 2 + ((m - 100) * `b-tag` ** 2))) + `b-tag`");
    assertThat(recipe.label()).contains("process");
    assertThat(recipe.columns().keySet()).containsExactlyElementsOf(view.names());
    assertThat(recipe.inline(Expression.column("tag")).text()).isEqualTo("`b-tag`");
    assertThat(recipe.inline(Expression.parse("-e ** 2 + max(d, e)")).text())
        .isEqualTo(
            "-(m / 2 + ((m - 100) * `b-tag` ** 2)) ** 2 + max(((m - 100) * `b-tag` ** 2), (m / 2 +"
                + " ((m - 100) * `b-tag` ** 2)))");
    assertThat(recipe.events().names()).containsExactly("m", "b-tag", "process");
    List<String> numbers = List.of("m", "d", "tag", "e");
    Events made = again(recipe, numbers);
    assertThat(made.sum("1")).isEqualTo(view.sum("1")).isNotZero();
    for (int i = 0; i < numbers.size(); i++) {
      assertThat(made.table().numbers("new" + i).toDoubles())
          .isEqualTo(view.table().numbers(numbers.get(i)).toDoubles());
    }
  }

  @Test
  void aColumnOfTheSourceWithAnotherMeaningMakesTheViewItsOwnSource() {
    // as an expression over the source, m / 2 would be taken of the view's m, which is half already
    EventRecipe redefined = few().redefine("m", "m / 2").filter("m > 45").recipe();
    assertThat(redefined.selection()).isEqualTo("true");
    assertThat(redefined.inline(Expression.column("m")).text()).isEqualTo("m");
    assertThat(redefined.events().table().numbers("m").toDoubles()).containsExactly(62.5, 63, 86);
    EventRecipe dropped = few().define("d", "m - 100").select("d").recipe();
    assertThat(dropped.inline(Expression.column("d")).text()).isEqualTo("d");
  }

  @Test
  void eventsInMemoryAreNotReferredTo() {
    assertThat(few().recipe().sources()).isEmpty();
    assertThat(few().recipe().selection()).isEqualTo("true");
    assertThat(few().recipe().weight()).isEqualTo("1");
    assertThat(few().recipe().label()).isEmpty();
  }

  /// Twice a column, and its negative.
  private record Doubled(String column, List<Integer> blocks) implements EventFunction {
    @Override
    public List<String> columnNames() {
      return List.of(column);
    }

    @Override
    public List<Column> define(String name, Table events) {
      blocks.add(events.rows());
      double[] twice = events.numbers(column).toDoubles();
      double[] negative = new double[twice.length];
      for (int i = 0; i < twice.length; i++) {
        twice[i] *= 2;
        negative[i] = -twice[i];
      }
      return List.of(
          NumberColumn.of(name + "_a", "GeV", twice), NumberColumn.of(name + "_b", "", negative));
    }
  }

  @Test
  void aFunctionDefinesColumnsBlockByBlockWhereTheyAreNeeded() {
    ComputedSource source = new ComputedSource("t", 100_000);
    List<Integer> blocks = new ArrayList<>();
    Events view = Events.of(source).filter("charge == 0").define("s", new Doubled("x", blocks));
    assertThat(view.names()).endsWith("name", "s_a", "s_b");
    assertThat(view.columns().get(5).unit()).isEqualTo("GeV");
    assertThat(view.sum("charge")).isZero();
    assertThat(blocks).as("not yet but for the types").containsExactly(0);
    assertThat(view.filter("s_b < -199990").table(List.of("s_a")).numbers("s_a").toDoubles())
        .containsExactly(199_994);
    assertThat(blocks).containsExactly(0, 21_845, 11_488);
    assertThatThrownBy(() -> view.define("s", new Doubled("x", blocks)))
        .hasMessage(
            "[t] expected a new name for a column, found s_a, which is there; choose another, or"
                + " say `redefine`");
    assertThatThrownBy(() -> view.define("s2", new Doubled("chrge", blocks)))
        .hasMessageContaining("expected a column chrge, found 7 others; did you mean charge?");
  }

  @Test
  void aViewWhoseStepsAreNotExpressionsIsItsOwnSource() {
    Events view =
        few()
            .define("s", new Doubled("m", new ArrayList<>()))
            .filter("s_a > 200")
            .weight("`b-tag`")
            .label("process")
            .redefine("b-tag", "7");
    EventRecipe recipe = view.recipe();
    assertThat(recipe.selection()).isEqualTo("true");
    assertThat(recipe.inline(Expression.column("b-tag")).text()).isEqualTo("`b-tag`");
    Events made = recipe.events().weight(recipe.weight()).label(recipe.label().orElseThrow());
    assertThat(made.count()).isEqualTo(3);
    assertThat(made.sum("`b-tag`")).isEqualTo(7 * 1.5);
    assertThat(made.blocks("m").iterator().next().labels()).containsExactly("H", "H", "t");
    Events part = few().split(0.5, 0.25, 0.25).train();
    assertThat(part.recipe().events().count()).isEqualTo(part.count());
    EventRecipe range = few().define("twice", "2 * m").range(1, 3).recipe();
    assertThat(range.sources()).isEmpty();
    assertThat(range.inline(Expression.column("twice")).text()).isEqualTo("2 * m");
    assertThat(range.events().count()).isEqualTo(2);
    assertThat(range.events().names()).isEqualTo(few().names());
  }

  @Test
  void aColumnThatIsCalledAsWeightsAreStaysAsItIs() {
    Table table =
        Table.of(
            "t",
            List.of(
                NumberColumn.of("event weight", "", 5.0, 6.0), NumberColumn.of("w", "", 1.0, 2.0)));
    EventRecipe recipe = Events.of(table).weight("w").redefine("w", "w * w").recipe();
    assertThat(recipe.weight()).isEqualTo("`event weight 2`");
    Events made = recipe.events().weight(recipe.weight());
    assertThat(made.sum("`event weight`")).isEqualTo(1 * 5 + 2 * 6);
  }
}
