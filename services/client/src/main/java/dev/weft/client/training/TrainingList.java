package dev.weft.client.training;

import java.util.List;

/**
 * The newest trainings.
 *
 * @param trainings without their epochs, the newest first
 */
public record TrainingList(List<Training> trainings) {}
