/// Training: mini-batches cut into shards, early stopping, checkpoints. Enter at {@link
/// org.jpsi.core.train.Trainer}; {@link org.jpsi.core.train.TrainingState} is for loops of one's
/// own.
package org.jpsi.core.train;
