/// Training: mini-batches cut into shards whose gradients are added in a fixed order, early
/// stopping, checkpoints, learners. Enter at {@link org.jpsi.core.train.Trainer} and the {@link
/// org.jpsi.core.train.TrainingSession} that it makes, which computes the gradient of a batch
/// (`ShardedStep`, `RecordedShard`) and updates the weights (`OptimizerStep`), alone or with other
/// ranks ({@link org.jpsi.core.train.Collective}). For custom training loops there are {@link
/// org.jpsi.core.train.TrainingState} and {@link org.jpsi.core.train.FullBatchLoss}, too. {@link
/// org.jpsi.core.data.Dataset} is the input, changed by a {@link org.jpsi.core.data.Transform} and
/// cut by {@link org.jpsi.core.data.DataLoader}.
package org.jpsi.core.train;
