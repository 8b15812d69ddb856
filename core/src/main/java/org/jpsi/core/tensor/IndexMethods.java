package org.jpsi.core.tensor;

/// Indexing, sorting and additions at indices. An index is a tensor of whole numbers from 0, as
/// float32, along axes of up to 2^24 elements, or an {@link IntTensor}, which is exact along any;
/// any other number, or one beyond the axis, is an IllegalArgumentException. Negative axes count
/// from the end.
sealed interface IndexMethods permits Tensor {
  private Tensor self() {
    return (Tensor) this;
  }

  private Shape shapes() {
    return self().shape();
  }

  /// The rows that `index` names (of any shape): `[rows, ..]` and `[n]` give `[n, ..]`.
  default Tensor rows(Tensor index) {
    return take(0, index);
  }

  default Tensor rows(IntTensor index) {
    return take(0, index);
  }

  /// The elements of one axis at `index`, whose axes replace it (NumPy's take).
  default Tensor take(int axis, Tensor index) {
    int dim = shapes().axis(axis);
    return GatherOp.Take.of(self(), dim, Index.of("take", index, shapes(), dim));
  }

  default Tensor take(int axis, IntTensor index) {
    int dim = shapes().axis(axis);
    return GatherOp.Take.of(self(), dim, Index.of("take", index, shapes(), dim));
  }

  /// Along one axis the elements that `index` names, in its shape: it has as many axes as this
  /// (PyTorch's gather).
  default Tensor gather(int axis, Tensor index) {
    int dim = shapes().axis(axis);
    return GatherOp.Gather.of(self(), dim, Index.of("gather", index, shapes(), dim));
  }

  default Tensor gather(int axis, IntTensor index) {
    int dim = shapes().axis(axis);
    return GatherOp.Gather.of(self(), dim, Index.of("gather", index, shapes(), dim));
  }

  /// From each row of the last axis the element that `index` names; the axis disappears.
  default Tensor gather(Tensor index) {
    checkLast(index.shape());
    return gather(-1, index.detach().unsqueeze(-1)).squeeze(-1);
  }

  default Tensor gather(IntTensor index) {
    checkLast(index.shape());
    return gather(-1, index.reshape(index.shape().append(1).sizes())).squeeze(-1);
  }

  private void checkLast(Shape index) {
    if (shapes().rank() == 0 || !index.equals(shapes().without(shapes().rank() - 1))) {
      throw new IllegalArgumentException("gather from " + shapes() + " by an index of " + index);
    }
  }

  /// This plus the slices of `source` along one axis, the j-th added at `index[j]` (PyTorch's
  /// index_add), in ascending j, always the same bits: `Tensor.zeros(events, n).indexAdd(0, event,
  /// jets)` sums the jets `[jets, n]` of each event. The index is a vector.
  default Tensor indexAdd(int axis, Tensor index, Tensor source) {
    int dim = shapes().axis(axis);
    return ScatterOp.IndexAdd.of(self(), dim, Index.of("indexAdd", index, shapes(), dim), source);
  }

  default Tensor indexAdd(int axis, IntTensor index, Tensor source) {
    int dim = shapes().axis(axis);
    return ScatterOp.IndexAdd.of(self(), dim, Index.of("indexAdd", index, shapes(), dim), source);
  }

  /// This plus the elements of `source`, each added where the element of `index` beside it says
  /// along one axis (PyTorch's scatter_add), in ascending order, always the same bits. Index and
  /// source have one shape, with as many axes as this.
  default Tensor scatterAdd(int axis, Tensor index, Tensor source) {
    int dim = shapes().axis(axis);
    return ScatterOp.ScatterAdd.of(
        self(), dim, Index.of("scatterAdd", index, shapes(), dim), source);
  }

  default Tensor scatterAdd(int axis, IntTensor index, Tensor source) {
    int dim = shapes().axis(axis);
    return ScatterOp.ScatterAdd.of(
        self(), dim, Index.of("scatterAdd", index, shapes(), dim), source);
  }

  /// The elements along one axis in ascending order. Equal ones, -0 and 0 too, stay in their order;
  /// NaN comes last (as in NumPy and PyTorch).
  default Sorted sort(int axis) {
    return sort(axis, false);
  }

  /// The same in descending order, if so asked: NaN comes first then, as in PyTorch.
  default Sorted sort(int axis, boolean descending) {
    int dim = shapes().axis(axis);
    return SortOps.sorted(self(), dim, descending, shapes().size(dim));
  }

  /// The `count` largest elements along one axis, the largest first, of equal ones the first; NaN
  /// is above all, as in PyTorch.
  default Sorted topk(int count, int axis) {
    return SortOps.sorted(self(), shapes().axis(axis), true, count);
  }

  /// The sums of the elements along one axis up to each, itself among them, in float64 and in
  /// ascending order.
  default Tensor cumsum(int axis) {
    int dim = shapes().axis(axis);
    AxisView view = AxisView.of(shapes(), dim, dim + 1);
    return Tensor.of(new SortOps.CumulativeSum(self(), view, new Scratch()));
  }
}
