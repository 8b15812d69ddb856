package org.jpsi.core.expression;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jpsi.core.errors.InputException;
import org.jpsi.core.table.Column;
import org.jpsi.core.table.NumberColumn;
import org.jpsi.core.table.TextColumn;

/// Compiler of what an expression computes with the items of jagged columns. What is reduced is
/// compiled on a frame of items, level by level; what has one value for all items of an event is
/// compiled for the events, and handed down.
final class ItemCompiler {
  private final ExpressionCompiler compiler;
  private final ItemDepths depths;

  /// Of a compiler of events, or of items of some level.
  ItemCompiler(ExpressionCompiler compiler, ItemDepths depths) {
    this.compiler = compiler;
    this.depths = depths;
  }

  /// The items of a jagged column, at the level of the compiler.
  ValueType column(ExpressionNode.ColumnRef ref, int slot) {
    return column(compiler.columns().items(ref), slot);
  }

  private ValueType column(ItemSource.OfColumn source, int slot) {
    compiler.addSource(source);
    LoadSteps.First first = frame -> source.firstItem(frame.parent());
    return switch (source.items()) {
      case TextColumn words -> {
        compiler.add(LoadSteps.text(words, first, slot));
        yield ValueType.TEXT;
      }
      case NumberColumn numbers -> {
        compiler.add(LoadSteps.column(numbers, 0, first, slot));
        yield ValueType.of(numbers);
      }
      case Column other -> throw new IllegalStateException(other.typeName());
    };
  }

  /// A call of a function of items.
  ValueType call(ExpressionNode.ItemCall call, int slot) {
    if (call.function() == ItemFunction.FIRST) {
      throw compiler
          .error(call.position())
          .expected("one value")
          .found("several: first(x, n) stands for x[0], x[1] and so on, among features alone")
          .remedy("name one of them, or say take(x, n) for items")
          .exception();
    }
    if (call.function().isRearrangement()) {
      return rearranged(call, slot);
    }
    return call.function().isReduction()
        ? reduction(call, slot)
        : compiler.compile(depths.written(call), slot);
  }

  private ValueType reduction(ExpressionNode.ItemCall call, int slot) {
    ItemFunction function = call.function();
    ExpressionNode argument = call.arguments().getFirst();
    requireItems(argument, function.word + "(...)", call.position());
    Items items = new Items(slot, 1);
    ValueType type = items.compile(argument, 0);
    if (function == ItemFunction.LENGTH) {
      compiler.add(ItemSteps.length(items.program(call.position()), slot));
      return ValueType.INT64;
    }
    items.inner.requireNumber(argument, type, " in " + function.word + "(...)");
    ValueType taken =
        switch (function) {
          case COUNT -> {
            requireCondition(argument, type);
            yield ValueType.BOOL;
          }
          case ANY, ALL -> ValueType.BOOL;
          case SUM -> type == ValueType.UINT64 ? ValueType.FLOAT64 : type.integer();
          default -> ValueType.FLOAT64;
        };
    if (taken == ValueType.BOOL) {
      items.inner.truth(argument, type, 0);
    } else {
      items.inner.convert(argument, type, taken, 0);
    }
    ItemProgram program = items.program(call.position());
    compiler.add(ItemSteps.reduce(function, taken, program, slot, call.position()));
    return switch (function) {
      case ANY, ALL -> ValueType.BOOL;
      case COUNT, ARGMAX, ARGMIN -> ValueType.INT64;
      default -> taken;
    };
  }

  private void requireCondition(ExpressionNode argument, ValueType type) {
    if (type != ValueType.BOOL) {
      throw compiler
          .error(argument.position())
          .expected("a condition in count(...), as in count(x > 30)")
          .found("numbers")
          .remedy("length(x) is the number of items, sum(x) their sum")
          .exception();
    }
  }

  private void requireItems(ExpressionNode node, String in, int position) {
    if (depths.of(node) <= compiler.level()) {
      throw notJagged(in, position);
    }
  }

  private InputException notJagged(String in, int position) {
    boolean extreme = in.startsWith("max") || in.startsWith("min");
    return compiler
        .error(position)
        .expected(
            "a jagged column (several items per event) in "
                + in
                + (extreme ? ", or two numbers" : ""))
        .found("one value per event")
        .remedy("take the value itself")
        .exception();
  }

  /// `sort`, `reverse`, `take`: items of the compiler's level that are computed above it.
  private ValueType rearranged(ExpressionNode.ItemCall call, int slot) {
    if (depths.of(call) == 0) {
      throw notJagged(call.function().word + "(...)", call.position());
    }
    ExpressionCompiler above = compiler.above();
    Items items = new Items(above, 0, 2);
    List<ExpressionNode> arguments = call.arguments();
    ValueType type = items.valueAt0(arguments.getFirst());
    ItemFunction function = call.function();
    String in = " in " + function.word + "(...)";
    if (function == ItemFunction.TAKE) {
      int count = above.reserve();
      ExpressionNode number = arguments.get(1);
      ValueType counted = above.compile(number, count);
      requireInteger(above, number, counted, "a whole number of items" + in, count);
      above.add(ItemSteps.take(items.program(call.position()), type, count));
    } else if (function == ItemFunction.SORT) {
      ExpressionNode by = arguments.getLast();
      boolean itself = arguments.size() == 1;
      ValueType key = itself ? type : items.inner.compile(by, 1);
      items.inner.requireNumber(by, key, in);
      if (itself) {
        items.inner.reserveFirst(2);
        items.inner.add(LoadSteps.copy(type, 0, 1));
      }
      items.inner.convert(by, key, ValueType.FLOAT64, 1);
      above.add(ItemSteps.sort(items.program(call.position()), type));
    } else {
      above.add(ItemSteps.reverse(items.program(call.position()), type));
    }
    return computed(function.word + "(...)", items, type, slot);
  }

  private ValueType computed(String name, Items items, ValueType type, int slot) {
    compiler.addSource(new ItemSource.Computed(name, items.child));
    compiler.add(LoadSteps.computed(type, items.child, slot));
    return type;
  }

  /// `x[i]`, `x[i][j]`, `x[y > 0]`.
  ValueType indexed(ExpressionNode node, int slot) {
    if (node instanceof ExpressionNode.Indexed masked && depths.isMask(masked)) {
      return masked(masked, slot);
    }
    IndexedColumn column = IndexedColumn.of(node, compiler, depths);
    if (column != null) {
      return column.isPart()
          ? column(new ItemSource.OfColumn(column.name(), ItemLevels.path(column.part())), slot)
          : item(column, slot);
    }
    ExpressionNode.Indexed indexed = (ExpressionNode.Indexed) node;
    if (depths.of(indexed.base()) == 0) {
      throw compiler
          .error(indexed.position())
          .expected("a jagged column or an array before [...]")
          .found("neither")
          .remedy("of an event's values one is taken by its name alone")
          .exception();
    }
    return itemOfComputed(indexed, slot);
  }

  /// An item of a column by one number for each level.
  private ValueType item(IndexedColumn item, int slot) {
    item.requireWhole();
    ItemSource.OfColumn source = compiler.columns().items(item.ref());
    for (int k = 0; k < item.indices().size(); k++) {
      ExpressionNode index = item.indices().get(k);
      ValueType type = compiler.compile(index, slot + k);
      requireInteger(compiler, index, type, item.what(), slot + k);
    }
    boolean words = source.items() instanceof TextColumn;
    compiler.add(
        words
            ? ItemSteps.text(source.path(), (TextColumn) source.items(), slot)
            : ItemSteps.number(source.path(), (NumberColumn) source.items(), slot));
    return words ? ValueType.TEXT : ValueType.FLOAT64;
  }

  private ValueType itemOfComputed(ExpressionNode.Indexed indexed, int slot) {
    ExpressionNode index = indexed.index();
    if (depths.of(index) > compiler.level()) {
      throw compiler
          .error(indexed.position())
          .expected("an index that is the same for all items")
          .found("one for each item")
          .remedy("give what is before [...] a name by `define`")
          .exception();
    }
    Items items = new Items(slot, 2);
    ValueType type = items.compile(indexed.base(), 0);
    ValueType taken = type == ValueType.TEXT ? type : ValueType.FLOAT64;
    items.inner.convert(indexed.base(), type, taken, 0);
    ValueType number = compiler.compile(index, slot + 1);
    requireInteger(compiler, index, number, "a whole number as index", slot + 1);
    compiler.add(ItemSteps.at(items.program(indexed.position()), taken, slot));
    return taken;
  }

  private ValueType masked(ExpressionNode.Indexed indexed, int slot) {
    ExpressionNode mask = indexed.index();
    if (depths.of(indexed.base()) < compiler.level()
        || depths.of(mask) != depths.of(indexed.base())
        || compiler.level() == 0) {
      throw compiler
          .error(indexed.position())
          .expected("a condition for each item in [...]")
          .found("one for the event")
          .remedy("use c ? a : b")
          .exception();
    }
    ExpressionCompiler above = compiler.above();
    Items items = new Items(above, 0, 2);
    ValueType type = items.valueAt0(indexed.base());
    ValueType truth = items.inner.compile(mask, 1);
    items.inner.truth(mask, truth, 1);
    above.add(ItemSteps.keep(items.program(indexed.position()), type));
    return computed("x[condition]", items, type, slot);
  }

  /// Requires whole numbers, and makes them INT64: -1 of NaN.
  static void requireInteger(
      ExpressionCompiler compiler, ExpressionNode node, ValueType type, String what, int slot) {
    if (type == ValueType.TEXT || type == ValueType.BOOL) {
      throw compiler
          .error(node.position())
          .expected(what)
          .found(type == ValueType.TEXT ? "text" : "a condition")
          .exception();
    }
    compiler.convert(node, type, type, slot);
    if (type == ValueType.FLOAT64) {
      compiler.add(LoadSteps.whole(what, slot, node.position()));
    }
  }

  /// Items that are compiled for a compiler, on a frame of their own.
  private final class Items {
    private final ExpressionCompiler outer;
    private final ExpressionCompiler inner;
    private final int child;
    private final int before;

    /// Of the compiler itself, whose result will be in `slot`, and which takes some slots from it.
    Items(int slot, int taken) {
      this(compiler, slot, taken);
    }

    Items(ExpressionCompiler outer, int slot, int taken) {
      this.outer = outer;
      this.before = outer.reserveFrom(slot + taken);
      this.child = outer.newChild();
      this.inner = outer.ofItems();
    }

    ValueType compile(ExpressionNode node, int slot) {
      return inner.compile(node, slot);
    }

    /// Values in slot 0 that are rearranged later.
    ValueType valueAt0(ExpressionNode node) {
      ValueType type = inner.compile(node, 0);
      inner.convert(node, type, type, 0);
      return type;
    }

    /// The program, complete.
    ItemProgram program(int position) {
      outer.release(before);
      return inner.items(child, position);
    }
  }

  /// Refuses a node with several items where there is one value.
  static InputException jagged(ExpressionCompiler compiler, ExpressionNode node, boolean truth) {
    Set<String> names = new LinkedHashSet<>();
    node.collectColumns(names, compiler.constants());
    String array = "";
    String element = "";
    boolean jagged = false;
    for (String name : names) {
      var ref = new ExpressionNode.ColumnRef(name, true, List.of(), node.position());
      List<Integer> shape = compiler.columns().shape(ref);
      jagged |= compiler.columns().depth(ref) > shape.size();
      if (array.isEmpty() && !shape.isEmpty()) {
        array = Expression.quoted(name);
        element = array + "[0]".repeat(shape.size());
      }
    }
    jagged |= array.isEmpty();
    String x = jagged ? "x" : array;
    return compiler
        .error(node.position())
        .expected(
            compiler.level() == 0 ? "one value per event" : "one value for each item of the event")
        .found(
            jagged ? "a varying number of them (jagged)" : "several, since " + x + " is an array")
        .remedy(
            truth
                ? "say any(...), all(...) or count(...)"
                : ("say " + (jagged ? "x[0]" : element) + ", sum(" + x + "), max(" + x + "), ")
                    + ("mean(" + x + "), length(" + x + ") or the like"))
        .exception();
  }
}
