package org.jpsi.core.tensor;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Guard of a recorded step (as TorchDynamo has them): tells whether a pass through the user's code
/// asks for the operations that were recorded, with the same constants on the same tensors. The
/// pass computes nothing; what it asks for is compared one operation after the other.
///
/// A tensor that was computed in the pass is the same where the same operation gave it. Other
/// tensors are the same where they lie in the same array, or where they need no gradient and have
/// the same values: constants that the code makes anew in each pass.
final class Guard {
  private static final int LEAF = -1;

  private final List<GraphCapture.Node> recorded;
  // For each operation's inputs the operation that gave it, or LEAF; and whether it needs a
  // gradient, which changes where a parameter is frozen.
  private final int[][] sources;
  private final boolean[][] needsGrad;
  private final int end;

  /// @param recorded all operations in the order of the program
  Guard(List<GraphCapture.Node> recorded, Tensor end) {
    this.recorded = List.copyOf(recorded);
    this.sources = new int[recorded.size()][];
    this.needsGrad = new boolean[recorded.size()][];
    Map<Tensor, Integer> numbers = new IdentityHashMap<>();
    for (int i = 0; i < sources.length; i++) {
      List<Tensor> inputs = recorded.get(i).operation().inputs();
      sources[i] = new int[inputs.size()];
      needsGrad[i] = new boolean[inputs.size()];
      for (int k = 0; k < inputs.size(); k++) {
        sources[i][k] = numbers.getOrDefault(inputs.get(k), LEAF);
        needsGrad[i][k] = inputs.get(k).needsGrad();
      }
      numbers.put(recorded.get(i).output(), i);
    }
    this.end = numbers.getOrDefault(end, LEAF);
  }

  /// Difference from the recorded step, in words, where `output` comes next; null where there is
  /// none.
  ///
  /// @param pass what the pass asked for so far
  @Nullable String difference(List<GraphCapture.Node> pass, Tensor output) {
    Operation operation = Objects.requireNonNull(output.origin());
    int at = pass.size();
    if (at >= recorded.size()) {
      return "more operations than before";
    }
    GraphCapture.Node expected = recorded.get(at);
    if (expected.operation().getClass() != operation.getClass()) {
      return "another operation than before";
    }
    if (!OperationSignature.same(expected.operation(), operation)
        || !expected.output().shape().equals(output.shape())) {
      return "an operation with other settings than before";
    }
    List<Tensor> before = expected.operation().inputs();
    List<Tensor> now = operation.inputs();
    if (before.size() != now.size() || expected.output().needsGrad() != output.needsGrad()) {
      return "an operation on other tensors than before";
    }
    for (int k = 0; k < now.size(); k++) {
      int source = sources[at][k];
      Tensor input = now.get(k);
      if (source != LEAF) {
        if (pass.get(source).output() != input) {
          return "an operation on other tensors than before";
        }
      } else if (input.origin() != null || input.isTraced()) {
        return "an operation on other tensors than before";
      } else if (!sameLeaf(before.get(k), input, needsGrad[at][k])) {
        return "a value that is not as before";
      }
    }
    return null;
  }

  /// Difference, in words, where the pass ends; null where there is none.
  @Nullable String differenceAtEnd(List<GraphCapture.Node> pass, Tensor last) {
    if (pass.size() < recorded.size()) {
      return "fewer operations than before";
    }
    return end != LEAF && pass.get(end).output() == last ? null : "another result than before";
  }

  private static boolean sameLeaf(Tensor before, Tensor now, boolean needed) {
    if (!before.shape().equals(now.shape()) || now.needsGrad() != needed) {
      return false;
    }
    if (before.data() == now.data() && before.offset() == now.offset()) {
      return true;
    }
    int a = before.offset();
    int b = now.offset();
    int n = before.count();
    return !needed && Arrays.equals(before.data(), a, a + n, now.data(), b, b + n);
  }
}
