/** Orders to trainers, and the progress of trainings. */
package dev.weft.events.training;
