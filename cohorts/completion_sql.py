"""The statements of completion: one pass over the journal writes all steps that changed, one more the totals."""

HOLD_LEARNERS = """
SELECT id FROM cohorts_enrollment WHERE cohort_id = %(cohort)s AND person_id = ANY(%(people)s)
ORDER BY id FOR NO KEY UPDATE
"""

RULES = """
rules AS (
    SELECT a.stable_id AS activity_id, a.stable_id::text AS key, a.kind, a.replies_needed, a.responses_needed,
           CASE a.kind WHEN 'discussion' THEN 1 + a.replies_needed
                       WHEN 'commitment' THEN 1 + a.responses_needed ELSE 1 END AS needed
    FROM courses_activity a JOIN courses_module m ON m.id = a.module_id
    WHERE m.version_id = %(version)s AND a.kind <> 'survey'
      AND (%(activities)s::uuid[] IS NULL OR a.stable_id = ANY(%(activities)s::uuid[]))
),
learners AS (
    SELECT id, person_id FROM cohorts_enrollment
    WHERE cohort_id = %(cohort)s AND person_id = ANY(%(people)s)
)"""

# What one did oneself with an activity, by the verb that its kind asks for.
DEEDS = """
deeds AS (
    SELECT e.by_id AS person_id, r.activity_id,
           min(e.occurred_at) FILTER (WHERE e.verb = 'activity.opened') AS opened_at,
           min(e.occurred_at) FILTER (WHERE e.verb = CASE r.kind
               WHEN 'lesson' THEN 'activity.finished' WHEN 'video' THEN 'activity.finished'
               WHEN 'quiz' THEN 'quiz.passed' WHEN 'commitment' THEN 'commitment.made' END) AS done_at
    FROM spaces_entry e JOIN rules r ON r.key = e.data ->> 'activity'
    WHERE e.space_id = ANY(%(spaces)s) AND e.by_id = ANY(%(people)s)
      AND e.verb IN ('activity.opened', 'activity.finished', 'quiz.passed', 'commitment.made')
    GROUP BY 1, 2
)"""

# A hand-in counts for everyone on its frozen roster, a talk for its learner, whoever of the two says that it was held.
# Without a team task or a talk among the rules nothing is read.
HANDED = """
handed AS (
    SELECT who.id::bigint AS person_id, r.activity_id, e.occurred_at AS done_at
    FROM rules r
    JOIN spaces_entry e ON e.space_id = ANY(%(spaces)s) AND e.verb IN ('submission.handed_in', 'talk.held')
     AND e.data ->> 'activity' = r.key
    CROSS JOIN LATERAL jsonb_array_elements_text(e.data -> 'people') AS who(id)
    WHERE (r.kind, e.verb) IN (('team_task', 'submission.handed_in'), ('talk', 'talk.held')) AND who.id::bigint = ANY(%(people)s)
)"""

# Besides promising something oneself: the first answer to each colleague who told how their own promise went, but for
# answers that were taken away and not brought back.
ANSWERED = """
answered AS (
    SELECT person_id, activity_id, LEAST(count(*), responses_needed) AS count,
           (array_agg(at ORDER BY at))[responses_needed] AS last_at
    FROM (
        SELECT e.by_id AS person_id, r.activity_id, r.responses_needed, e.data ->> 'to' AS colleague,
               min(e.occurred_at) AS at
        FROM rules r
        JOIN spaces_entry e ON e.space_id = ANY(%(spaces)s) AND e.verb = 'response.sent'
         AND e.data ->> 'activity' = r.key
        WHERE r.kind = 'commitment' AND r.responses_needed > 0 AND e.by_id = ANY(%(people)s)
          AND 'response.deleted' IS DISTINCT FROM (
              SELECT d.verb FROM spaces_entry d
              WHERE d.space_id = ANY(%(spaces)s) AND d.by_id = e.by_id AND d.target_id = e.target_id
                AND d.verb IN ('response.deleted', 'response.restored')
              ORDER BY d.id DESC LIMIT 1)
        GROUP BY 1, 2, 3, 4
    ) AS first_answers
    GROUP BY person_id, activity_id, responses_needed
)"""

# In a prompt's thread: an answer of one's own, and the first reply to each other colleague.
TALK = """
said AS (
    SELECT p.by_id AS person_id, r.activity_id, r.replies_needed, a.by_id AS colleague_id, min(p.posted_at) AS at
    FROM rules r
    JOIN cohorts_promptthread t ON t.cohort_id = %(cohort)s AND t.activity_id = r.activity_id
    JOIN discussions_post p ON p.thread_id = t.thread_id
    LEFT JOIN discussions_post a ON a.id = p.in_reply_to_id AND a.number > 1 AND a.by_id <> p.by_id
    WHERE r.kind = 'discussion' AND p.by_id = ANY(%(people)s) AND p.number > 1 AND p.deleted_at IS NULL
    GROUP BY 1, 2, 3, 4
),
talk AS (
    SELECT person_id, activity_id,
           LEAST(count(*) FILTER (WHERE colleague_id IS NULL), 1)
           + LEAST(count(*) FILTER (WHERE colleague_id IS NOT NULL), replies_needed) AS count,
           GREATEST(min(at) FILTER (WHERE colleague_id IS NULL),
                    (array_agg(at ORDER BY at) FILTER (WHERE colleague_id IS NOT NULL))[replies_needed]) AS last_at
    FROM said GROUP BY person_id, activity_id, replies_needed
)"""

FACTS = """
known AS (
    SELECT person_id, activity_id, min(opened_at) AS opened_at, sum(count)::int AS count, max(last_at) AS last_at
    FROM (
        SELECT person_id, activity_id, opened_at, (done_at IS NOT NULL)::int AS count, done_at AS last_at FROM deeds
        UNION ALL SELECT person_id, activity_id, NULL, 1, done_at FROM handed
        UNION ALL SELECT person_id, activity_id, NULL, count, last_at FROM answered
        UNION ALL SELECT person_id, activity_id, NULL, count, last_at FROM talk
    ) AS of_all_kinds
    GROUP BY 1, 2
),
facts AS MATERIALIZED (
    SELECT l.id AS enrollment_id, k.activity_id, k.opened_at, k.count, r.needed,
           CASE WHEN k.count >= r.needed THEN k.last_at END AS done_at
    FROM known k
    JOIN learners l ON l.person_id = k.person_id
    JOIN rules r ON r.activity_id = k.activity_id
    WHERE k.opened_at IS NOT NULL OR k.count > 0
)"""

WRITE_STEPS = f"""
WITH {RULES}, {DEEDS}, {HANDED}, {ANSWERED}, {TALK}, {FACTS},
gone AS (
    DELETE FROM cohorts_activityprogress p USING learners l, rules r
    WHERE p.enrollment_id = l.id AND p.activity_id = r.activity_id
      AND NOT EXISTS (SELECT 1 FROM facts f
                      WHERE f.enrollment_id = p.enrollment_id AND f.activity_id = p.activity_id)
)
INSERT INTO cohorts_activityprogress (enrollment_id, activity_id, opened_at, count, needed, done_at)
SELECT f.enrollment_id, f.activity_id, f.opened_at, f.count, f.needed, f.done_at
FROM facts f
LEFT JOIN cohorts_activityprogress p ON p.enrollment_id = f.enrollment_id AND p.activity_id = f.activity_id
WHERE p.id IS NULL
   OR (p.opened_at, p.count, p.needed, p.done_at) IS DISTINCT FROM (f.opened_at, f.count, f.needed, f.done_at)
ON CONFLICT (enrollment_id, activity_id) DO UPDATE
SET opened_at = EXCLUDED.opened_at, count = EXCLUDED.count, needed = EXCLUDED.needed, done_at = EXCLUDED.done_at
"""

TOTALS = """
WITH required AS (
    SELECT a.stable_id FROM courses_activity a JOIN courses_module m ON m.id = a.module_id
    WHERE m.version_id = %(version)s AND a.is_required
),
learners AS (
    SELECT id, person_id, completed_at, completed_by_id FROM cohorts_enrollment
    WHERE cohort_id = %(cohort)s AND person_id = ANY(%(people)s)
),
acts AS (
    SELECT by_id, min(occurred_at) FILTER (WHERE occurred_at >= %(start)s) AS first_at, max(occurred_at) AS last_at
    FROM spaces_entry
    WHERE space_id = ANY(%(spaces)s) AND by_id = ANY(%(people)s) AND verb = ANY(%(acts)s)
    GROUP BY by_id
),
steps AS (
    SELECT p.enrollment_id, count(*) AS done, max(p.done_at) AS last_done_at
    FROM learners l
    JOIN cohorts_activityprogress p ON p.enrollment_id = l.id AND p.done_at IS NOT NULL
    JOIN required r ON r.stable_id = p.activity_id
    GROUP BY 1
),
totals AS (
    SELECT l.id, a.first_at, a.last_at, COALESCE(s.done, 0) AS done,
           CASE WHEN l.completed_by_id IS NOT NULL THEN l.completed_at
                WHEN s.done > 0 AND s.done = (SELECT count(*) FROM required) THEN s.last_done_at
           END AS completed_at
    FROM learners l
    LEFT JOIN acts a ON a.by_id = l.person_id
    LEFT JOIN steps s ON s.enrollment_id = l.id
)
UPDATE cohorts_enrollment e
SET started_at = t.first_at, last_act_at = t.last_at, done_count = t.done, completed_at = t.completed_at
FROM totals t
WHERE e.id = t.id
  AND (e.started_at, e.last_act_at, e.done_count, e.completed_at)
      IS DISTINCT FROM (t.first_at, t.last_at, t.done, t.completed_at)
"""
