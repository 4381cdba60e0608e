//! Matches topics of drafts with those of a collection.

use super::Resolver;
use crate::known::topic_key;
use crate::new_rows::NewTopic;
use crate::slug::slug;

impl Resolver {
    /// Returns the path of a topic; those of it that are new are added. `None` if it has no name.
    pub(crate) fn resolve_topic(&mut self, topic: &str) -> Option<String> {
        let labels: Vec<&str> = topic.split('/').map(str::trim).filter(|label| !label.is_empty()).collect();
        let (mut path, mut labels_so_far) = (String::new(), String::new());
        let found = self.topics.find(&topic_key(&labels.join("/"))).map(str::to_owned);
        if let Some(found) = found {
            return Some(self.topics.matched(found));
        }
        for label in labels {
            labels_so_far = join(&labels_so_far, label);
            let key = topic_key(&labels_so_far);
            if let Some(known) = self.topics.find(&key) {
                known.clone_into(&mut path);
                continue;
            }
            let id = slug(label, usize::MAX);
            let id = if id.is_empty() { "topic".to_owned() } else { id };
            let label = (label != id).then(|| label.to_owned());
            path = self.topics.insert_new(&join(&path, &id), "topic", [key]);
            if !self.open_topics {
                self.new_topics.insert(path.clone(), self.rows.topics.len());
                self.rows.topics.push(NewTopic { path: path.clone(), label });
            }
        }
        (!path.is_empty()).then_some(path)
    }

    /// Gives a topic a label, if it is new and has none.
    pub(super) fn label_topic(&mut self, path: &str, label: &str) {
        let Some(&number) = self.new_topics.get(path) else { return };
        let is_id = path.rsplit('/').next() == Some(label);
        if !is_id && !label.trim().is_empty() {
            self.rows.topics[number].label.get_or_insert_with(|| label.to_owned());
        }
    }
}

fn join(path: &str, part: &str) -> String {
    if path.is_empty() { part.to_owned() } else { format!("{path}/{part}") }
}
