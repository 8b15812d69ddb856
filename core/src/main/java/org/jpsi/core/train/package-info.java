/// Training: batches cut into shards whose gradients are added in a fixed order, early stopping,
/// checkpoints. Enter at {@link org.jpsi.core.train.Trainer}, below which lie a batch
/// (`ShardedStep`, `ShardPlan`) and what is done with its gradient (`Descent`). For loops of one's
/// own there are {@link org.jpsi.core.train.TrainingStep}, {@link
/// org.jpsi.core.train.TrainingState} and {@link org.jpsi.core.train.FullBatch}. {@link
/// org.jpsi.core.train.Dataset} is what goes in, changed by a {@link org.jpsi.core.train.Transform}
/// and cut by {@link org.jpsi.core.train.Batches}.
package org.jpsi.core.train;
