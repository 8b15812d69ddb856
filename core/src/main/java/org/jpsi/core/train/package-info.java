/// Training: batches cut into shards whose gradients are added in a fixed order, early stopping,
/// checkpoints. Enter at {@link org.jpsi.core.train.Trainer}, below which lie a batch
/// (`ShardedStep`, `RecordedShard`) and what is done with its gradient (`OptimizerStep`). For loops
/// of one's own there are {@link org.jpsi.core.train.TrainingStep}, {@link
/// org.jpsi.core.train.TrainingState} and {@link org.jpsi.core.train.FullBatchLoss}. {@link
/// org.jpsi.core.data.Dataset} is what goes in, changed by a {@link org.jpsi.core.data.Transform}
/// and cut by {@link org.jpsi.core.data.DataLoader}.
package org.jpsi.core.train;
