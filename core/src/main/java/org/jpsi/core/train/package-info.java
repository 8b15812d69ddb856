/// Training: mini-batches cut into shards whose gradients are added in a fixed order, early
/// stopping, checkpoints; learners ({@link org.jpsi.core.train.Learner}). Enter at {@link org.jpsi.core.train.Trainer}, which computes
/// the gradient of a batch (`ShardedStep`, `RecordedShard`) and updates the weights
/// (`OptimizerStep`). For custom training loops there are {@link org.jpsi.core.train.TrainingStep},
/// {@link org.jpsi.core.train.TrainingState} and {@link org.jpsi.core.train.FullBatchLoss}. {@link
/// org.jpsi.core.data.Dataset} is the input, changed by a {@link org.jpsi.core.data.Transform} and
/// cut by {@link org.jpsi.core.data.DataLoader}.
package org.jpsi.core.train;
