package org.jpsi.core.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jpsi.core.table.JaggedColumn;
import org.jspecify.annotations.Nullable;

/// Column with indices that are numbers, from the outermost level on: an item of it, as `x[i][j]`,
/// or a part of its nesting, as `x[i]`.
///
/// @param ref the column alone
/// @param indices at most one for each level
/// @param node the whole
record IndexedColumn(
    ExpressionNode.ColumnRef ref,
    List<ExpressionNode> indices,
    ExpressionNode node,
    ExpressionCompiler compiler,
    ItemDepths depths) {

  /// What a node says; null where it is something else, or the column has no levels.
  static @Nullable IndexedColumn of(
      ExpressionNode node, ExpressionCompiler compiler, ItemDepths depths) {
    Deque<ExpressionNode> indices = new ArrayDeque<>();
    ExpressionNode base = node;
    while (base instanceof ExpressionNode.Indexed more && !depths.isMask(more)) {
      indices.push(more.index());
      base = more.base();
    }
    if (!(base instanceof ExpressionNode.ColumnRef ref) || !ref.isColumn(compiler.constants())) {
      return null;
    }
    int at = ref.position();
    for (int k : ref.elements().reversed()) {
      indices.push(ExpressionNode.Constant.of((long) k, at));
    }
    var plain = new ExpressionNode.ColumnRef(ref.name(), ref.quoted(), List.of(), at);
    return indices.isEmpty() || depths.of(plain) == 0
        ? null
        : new IndexedColumn(plain, List.copyOf(indices), node, compiler, depths);
  }

  /// Whether it is a list itself.
  boolean isPart() {
    return indices.size() < depths.of(ref);
  }

  String name() {
    return Expression.quoted(ref.name()) + "[...]".repeat(indices.size());
  }

  /// What an index has to be, for messages.
  String what() {
    return "a whole number as index of " + ref.name();
  }

  /// The lists that a part is, one for each event; empty where there is no such item.
  JaggedColumn part() {
    requireInShape();
    List<long[]> numbers = new ArrayList<>();
    for (ExpressionNode index : indices) {
      if (depths.of(index) > 0) {
        throw compiler
            .error(node.position())
            .expected("an index that is the same for all items of an event")
            .found("one for each item")
            .remedy("name an index for each level: " + allLevels())
            .exception();
      }
      numbers.add(numbers(index));
    }
    return ItemLevels.part(compiler.columns().items(ref).path(), numbers);
  }

  private long[] numbers(ExpressionNode index) {
    ExpressionCompiler events = compiler.ofEvents();
    ValueType type = events.compile(index, 0);
    ItemCompiler.requireInteger(events, index, type, what(), 0);
    long[] values = new long[compiler.columns().rows()];
    events
        .program(ValueType.INT64)
        .run(
            values.length,
            (frame, first, n) -> System.arraycopy(frame.integers(0), 0, values, first, n));
    return values;
  }

  private String allLevels() {
    return Expression.quoted(ref.name()) + "[0]".repeat(depths.of(ref));
  }

  /// Refuses more indices than there are levels, and what {@link #requireInShape} does.
  void requireWhole() {
    int depth = depths.of(ref);
    if (indices.size() > depth) {
      throw compiler
          .error(node.position())
          .expected(
              (depth == 1 ? "one index" : depth + " indices") + " at most, as in " + allLevels())
          .found("" + indices.size())
          .exception();
    }
    requireInShape();
  }

  /// Refuses an index that no array has; of lists, which vary, one that is not there is NaN.
  private void requireInShape() {
    List<Integer> shape = compiler.columns().shape(ref);
    int lists = depths.of(ref) - shape.size();
    for (int k = lists; k < indices.size(); k++) {
      ExpressionNode.Constant index = compiler.constant(indices.get(k));
      int size = shape.get(k - lists);
      if (index != null && !(index.value() >= 0 && index.value() < size)) {
        throw compiler
            .error(node.position())
            .expected("an index from 0 to " + (size - 1) + ", as in " + allLevels())
            .found(Expression.format(index.value()))
            .exception();
      }
    }
  }
}
