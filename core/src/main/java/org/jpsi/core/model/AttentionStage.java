package org.jpsi.core.model;

import java.util.Arrays;
import java.util.List;
import org.jpsi.core.kernel.Exponentials;
import org.jpsi.core.kernel.Kernels;
import org.jpsi.core.nn.MultiHeadAttention;
import org.jpsi.core.tensor.Parameter;

/// Self-attention of sets, by {@link Workspace#mask} where there is one. Sums run in the order of
/// the layer's matrix products.
///
/// @param n constituents of an event
/// @param width numbers of a constituent
/// @param in to queries, keys and values
record AttentionStage(int n, int width, int heads, LinearStage in, LinearStage out)
    implements InferenceStage {
  static AttentionStage of(MultiHeadAttention layer, int constituents) {
    List<Parameter> parameters = layer.parameters();
    return new AttentionStage(
        constituents,
        parameters.get(0).shape().size(1),
        layer.heads(),
        LinearStage.of(parameters.get(0), parameters.get(1), constituents),
        LinearStage.of(parameters.get(2), parameters.get(3), constituents));
  }

  @Override
  public int outputs() {
    return n * width;
  }

  @Override
  public void forward(float[] x, int from, int events, float[] y, int to, Workspace workspace) {
    float[] all = workspace.take(3 * n * width);
    float[] joined = workspace.take(n * width);
    float[] weights = workspace.take(n);
    float[] sums = workspace.take(width);
    float scale = (float) (1 / Math.sqrt((double) width / heads));
    for (int i = 0; i < events; i++) {
      in.forward(x, from + i * n * width, 1, all, 0, workspace);
      for (int row = 0; row < n; row++) {
        for (int j = 3 * row * width; j < (3 * row + 1) * width; j++) {
          all[j] *= scale;
        }
      }
      for (int head = 0; head < heads; head++) {
        for (int row = 0; row < n; row++) {
          weights(all, head, row, workspace, weights);
          values(all, head, weights, sums, joined, row * width + head * width / heads);
        }
      }
      out.forward(joined, 0, 1, y, to + i * n * width, workspace);
    }
    workspace.release(4);
  }

  // The softmax of one row's scores.
  private void weights(float[] all, int head, int row, Workspace workspace, float[] weights) {
    int each = width / heads;
    int query = 3 * row * width + head * each;
    boolean none = true;
    for (int k = 0; k < n; k++) {
      int key = (3 * k + 1) * width + head * each;
      boolean kept = workspace.keeps(k);
      weights[k] = kept ? dot(all, query, key, each) : Float.NEGATIVE_INFINITY;
      none &= !kept;
    }
    if (none) {
      Arrays.fill(weights, 0, n, 0);
    } else {
      Exponentials.softmax(weights, 0, n);
      for (int k = 0; k < n; k++) {
        weights[k] = workspace.keeps(k) ? weights[k] : 0;
      }
    }
  }

  private static float dot(float[] all, int a, int b, int count) {
    float total = 0;
    for (int from = 0; from < count; from += Kernels.KC) {
      float sum = 0;
      for (int k = from; k < Math.min(from + Kernels.KC, count); k++) {
        sum = Math.fma(all[a + k], all[b + k], sum);
      }
      total += sum;
    }
    return total;
  }

  // The sum of weighted values of one row and head.
  private void values(
      float[] all, int head, float[] weights, float[] sums, float[] joined, int to) {
    int each = width / heads;
    Arrays.fill(joined, to, to + each, 0);
    for (int from = 0; from < n; from += Kernels.KC) {
      Arrays.fill(sums, 0, each, 0);
      for (int k = from; k < Math.min(from + Kernels.KC, n); k++) {
        int value = (3 * k + 2) * width + head * each;
        for (int j = 0; j < each; j++) {
          sums[j] = Math.fma(weights[k], all[value + j], sums[j]);
        }
      }
      for (int j = 0; j < each; j++) {
        joined[to + j] += sums[j];
      }
    }
  }
}
