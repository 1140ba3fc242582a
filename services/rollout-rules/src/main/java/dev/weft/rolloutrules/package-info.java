/** Which orders the state of a model's rollout allows, for who decides them and who offers them. */
package dev.weft.rolloutrules;
