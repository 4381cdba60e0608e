//! The notation of the table of actions: the enum and the rows are made from one list.

/// Declares the actions in the order of the help: a row is an action's variant, its name, perhaps its name in earlier
/// versions and what it needs, its doc, and its keys and footer hint for each scope.
macro_rules! actions {
    ($($action:ident $name:literal $(was $old_name:literal)? $(needs $needs:ident)? $doc:literal {
        $($scope:ident [$($key:literal),+] $(=> $hint:literal $priority:literal)?;)+
    })+) => {
        /// What a key press can trigger.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = $doc] $action,)+
        }

        /// Every action, once.
        pub const TABLE: &[Definition] = &[
            $(Definition {
                action: Action::$action,
                name: $name,
                old_name: actions!(@old_name $($old_name)?),
                doc: $doc,
                needs: actions!(@needs $($needs)?),
                keys: &[$(Keys {
                    scope: Scope::$scope,
                    keys: &[$($key),+],
                    hint: actions!(@hint $($hint $priority)?),
                }),+],
            },)+
        ];
    };
    (@old_name) => { None };
    (@old_name $old_name:literal) => { Some($old_name) };
    (@needs) => { Needs::Nothing };
    (@needs $needs:ident) => { Needs::$needs };
    (@hint) => { None };
    (@hint $hint:literal $priority:literal) => { Some(($hint, $priority)) };
}

pub(super) use actions;
