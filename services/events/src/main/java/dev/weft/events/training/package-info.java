/** Orders to trainers, and how trainings go on. */
package dev.weft.events.training;
