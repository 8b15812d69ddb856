package org.jpsi.core.model;

import org.jpsi.core.errors.InputException;

/// Codec of trees.
final class TreesCodec implements PredictorCodec<TreesPredictor> {
  private static final int MAX_WIDTH = 1 << 20;

  @Override
  public String kind() {
    return "trees";
  }

  @Override
  public Class<TreesPredictor> type() {
    return TreesPredictor.class;
  }

  @Override
  public void write(TreesPredictor predictor, PredictorWriter to) {
    TreeEnsemble trees = predictor.trees();
    TreeEnsemble.Nodes nodes = trees.nodes();
    int count = nodes.right().length;
    to.setting("inputs", trees.inputs());
    to.setting("outputs", trees.outputs());
    to.setting("trees", trees.trees());
    to.setting("nodes", count);
    to.setting("each", trees.valuesPerLeaf());
    to.setting("link", predictor.link().id());
    to.array("root", nodes.root(), trees.trees());
    to.array("feature", nodes.feature(), count);
    to.array("threshold", nodes.threshold(), count);
    to.array("right", nodes.right(), count);
    to.array("missing", nodes.missing(), count);
    to.array("value", nodes.value(), count, trees.valuesPerLeaf());
  }

  @Override
  public TreesPredictor read(PredictorReader from) {
    return new TreesPredictor(trees(from), Link.of(from.settings().string("link")));
  }

  /// The trees alone.
  static TreeEnsemble trees(PredictorReader from) {
    JsonObject settings = from.settings();
    int outputs = settings.integer("outputs", 1, MAX_WIDTH);
    int each = settings.integer("each", 1, outputs);
    if (each != 1 && each != outputs) {
      throw InputException.at("trees")
          .expected("`each`: 1 or " + outputs)
          .found(Integer.toString(each))
          .exception();
    }
    int trees = settings.integer("trees", 1, TreeEnsemble.MAX_NODES);
    int count = settings.integer("nodes", 1, TreeEnsemble.MAX_NODES);
    TreeEnsemble.Nodes nodes =
        new TreeEnsemble.Nodes(
            from.array("root", trees),
            from.array("feature", count),
            from.array("threshold", count),
            from.array("right", count),
            from.array("missing", count),
            from.array("value", count, each));
    return TreeEnsemble.of(settings.integer("inputs", 1, MAX_WIDTH), outputs, each, nodes);
  }
}
